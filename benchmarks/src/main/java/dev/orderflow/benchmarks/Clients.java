package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.load.Pace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Who waits for changes, and who makes them. */
final class Clients {

    private static final String ORDER = """
        {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"card-ok",
         "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}]}
        """;

    private static final String WAIT = "wait=20";

    /** Their waits end one after the other: 2,000 who wait for 20 s come at 100 a second. */
    private static final long NANOS_BETWEEN_THEM = 10_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI orders;

    Clients(URI orders) {
        this.orders = orders;
    }

    /** The milliseconds from each change of an order to the answer of the client that waits for it. */
    List<Double> waitForChanges(int clients, int changesPerSecond) {
        var orders = new ArrayList<String>();
        var answeredAt = new long[clients];
        var answers = new ArrayList<CompletableFuture<Void>>();
        Pace.every(NANOS_BETWEEN_THEM, clients, client -> {
            orders.add(place().join());
            answers.add(changed(orders.get(client)).thenAccept(_ -> answeredAt[client] = System.nanoTime()));
        });
        var changedAt = new long[clients];
        var others = new ArrayList<CompletableFuture<?>>();
        Pace.every(1_000_000_000L / changesPerSecond, clients, client -> {
            others.add(place());
            others.add(expect(202, post(orders.get(client) + "/cancellation", ""))
                    .thenAccept(_ -> changedAt[client] = System.nanoTime()));
        });
        others.forEach(CompletableFuture::join);
        answers.forEach(CompletableFuture::join);
        return IntStream.range(0, clients)
                .mapToObj(client -> Math.max(0, answeredAt[client] - changedAt[client]) / 1e6)
                .toList();
    }

    CompletableFuture<String> place() {
        return expect(202, post("/orders", ORDER))
                .thenApply(answer -> answer.headers().firstValue("Location").orElseThrow());
    }

    /** Waits until the order is decided. */
    CompletableFuture<String> confirmed(String order) {
        return get(order)
                .thenCompose(answer -> answer.body().contains("\"PENDING\"")
                        ? confirmed(order)
                        : CompletableFuture.completedFuture(order));
    }

    /** Waits until the new order changes, and asks again whenever the service says that nothing did. */
    private CompletableFuture<HttpResponse<String>> changed(String order) {
        return get(order, "If-None-Match", "\"1\"")
                .thenCompose(answer -> answer.statusCode() == 304
                        ? changed(order)
                        : expect(200, CompletableFuture.completedFuture(answer)));
    }

    private CompletableFuture<HttpResponse<String>> get(String order, String... headers) {
        var request = HttpRequest.newBuilder(orders.resolve(order)).header("Prefer", WAIT);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String body) {
        return send(HttpRequest.newBuilder(orders.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static CompletableFuture<HttpResponse<String>> expect(
            int status, CompletableFuture<HttpResponse<String>> answer) {
        return answer.thenApply(received -> {
            if (received.statusCode() != status) {
                throw new IllegalStateException("%d: %s".formatted(received.statusCode(), received.body()));
            }
            return received;
        });
    }
}
