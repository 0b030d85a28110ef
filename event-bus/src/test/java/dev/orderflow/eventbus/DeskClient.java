package dev.orderflow.eventbus;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service's dead-letter desk. */
record DeskClient(RestClient http) {

    private static final JsonMapper JSON = new JsonMapper();

    record Answer(int status, @Nullable MediaType mediaType, String text) {
        JsonNode body() {
            return JSON.readTree(text);
        }

        String problem() {
            return body().path("type").asString("none");
        }
    }

    static DeskClient of(RunningService service) {
        return new DeskClient(RestClient.create(service.url() + "/dead-letters"));
    }

    Answer get(String path, Object... variables) {
        return exchange(http.get().uri(path, variables));
    }

    Answer get(URI question) {
        return exchange(http.get().uri(question));
    }

    /** Redrives or discards as the operator ada. */
    Answer post(String path, Map<String, ?> body) {
        return post(path, body, Map.of("Operator", "ada"));
    }

    Answer post(String path, Map<String, ?> body, Map<String, String> headers) {
        return exchange(http.method(HttpMethod.POST)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(all -> headers.forEach(all::add))
                .body(body));
    }

    Answer redrive(long id) {
        return post("/" + id + "/redrive", Map.of());
    }

    Answer discard(long id) {
        return post("/" + id + "/discard", Map.of("reason", "nobody misses it"));
    }

    /** The id of the dead head of a key, when so many events wait behind it. */
    long dead(String key, int waiting) {
        await().until(() ->
                of(key).stream().anyMatch(line -> line.get("waiting").asInt() == waiting));
        return line(key).get("id").asLong();
    }

    /** The dead letters of a key. */
    List<JsonNode> of(String key) {
        return list(get("?key={key}", key).body().get("deadLetters"));
    }

    JsonNode line(String key) {
        return of(key).getFirst();
    }

    JsonNode details(long id) {
        return get("/" + id).body();
    }

    List<JsonNode> decisions(String key) {
        return list(get("/audit?key={key}", key).body().get("decisions"));
    }

    static List<String> texts(JsonNode array, String field) {
        return list(array).stream().map(each -> each.get(field).asString()).toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static Answer exchange(RestClient.RequestHeadersSpec<?> request) {
        return requireNonNull(request.exchange((_, response) -> new Answer(
                response.getStatusCode().value(),
                response.getHeaders().getContentType(),
                new String(response.getBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))));
    }
}
