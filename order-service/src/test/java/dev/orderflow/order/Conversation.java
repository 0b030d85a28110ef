package dev.orderflow.order;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that can wait for an answer while it does other things. */
record Conversation(String service, HttpClient http) {

    static final String BOOKS = """
        {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"card-ok",
         "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}]}\
        """;

    Conversation(String service) {
        this(service, HttpClient.newHttpClient());
    }

    String place() {
        return location(post("/orders", BOOKS));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .join();
    }

    CompletableFuture<HttpResponse<String>> get(String path, String... headers) {
        return send(request(path, headers));
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(service + path)).timeout(Duration.ofSeconds(90));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }
}
