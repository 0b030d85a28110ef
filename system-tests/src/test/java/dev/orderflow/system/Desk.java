package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The dead-letter desk of a service, as an operator uses it. */
record Desk(URI deadLetters, String database) {

    static Desk of(String service) {
        return at(Running.system().uri(service), service.replace("-service", "s"));
    }

    /** The desk at one instance of a service. */
    static Desk at(URI instance, String database) {
        return new Desk(instance.resolve("/dead-letters"), database);
    }

    /** The dead letters of a key. */
    List<JsonNode> list(String key) {
        var page = Http.get(URI.create(deadLetters + "?key=" + key));
        return StreamSupport.stream(page.path("deadLetters").spliterator(), false)
                .toList();
    }

    JsonNode show(long id) {
        return Http.get(URI.create(deadLetters + "/" + id));
    }

    /** Redrives what is dead of a key, and says how many that were. */
    int redrive(String key) {
        var answer = Http.send(Http.post(URI.create(deadLetters + "/redrive"), "{\"key\":\"%s\"}".formatted(key))
                .header("Operator", "ada"));
        assertThat(answer.statusCode()).isEqualTo(202);
        return Http.JSON.readTree(answer.body()).path("redriven").asInt();
    }

    /** Waits until the desk has a dead letter of a key. */
    JsonNode awaitDead(String key) {
        return await().atMost(Running.PATIENCE)
                .until(
                        () -> list(key),
                        all -> all.stream()
                                .anyMatch(each -> each.path("state").asString().equals("dead")))
                .getFirst();
    }

    /** Waits until a key is free. On a slow machine its head may have died by now, and is redriven. */
    void awaitFree(String key) {
        await().atMost(Running.PATIENCE).until(() -> {
            redrive(key);
            return EventTables.of(database).parked(key).isEmpty();
        });
    }
}
