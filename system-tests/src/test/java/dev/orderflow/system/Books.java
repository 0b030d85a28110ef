package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Orderflow;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The books of one service, as it shows them. */
record Books(JsonNode page) {

    static Books of(String service) {
        return new Books(Http.get(Running.system().uri(service).resolve("/books")));
    }

    /** Waits until nothing is under way anywhere: each subscription has received what was relayed, and nothing waits. */
    static void awaitRest() {
        await().atMost(Running.PATIENCE).untilAsserted(() -> {
            var books = Orderflow.SERVICES.stream().map(Books::of).toList();
            var received =
                    books.stream().flatMap(each -> each.received().stream()).toList();
            assertThat(books).allMatch(each -> each.page().path("balanced").asBoolean());
            assertThat(received).hasSize(6).allSatisfy(each -> {
                assertThat(each.path("handled").asLong())
                        .as("handled: %s", each)
                        .isPositive();
                assertThat(each.path("retrying").asLong())
                        .as("retrying: %s", each)
                        .isZero();
            });
            books.stream().flatMap(each -> each.published().stream()).forEach(topic -> {
                assertThat(topic.path("waiting").asLong())
                        .as("waiting: %s", topic)
                        .isZero();
                assertThat(received)
                        .filteredOn(each -> each.path("topic").equals(topic.path("topic")))
                        .allSatisfy(each -> assertThat(each.path("received").asLong())
                                .as("received: %s, published: %s", each, topic)
                                .isEqualTo(topic.path("relayed").asLong()));
            });
        });
    }

    List<JsonNode> published() {
        return List.copyOf(page.path("published").values());
    }

    List<JsonNode> received() {
        return List.copyOf(page.path("received").values());
    }

    JsonNode received(String subscription, String topic) {
        return received().stream()
                .filter(each -> each.path("subscription").asString().equals(subscription))
                .filter(each -> each.path("topic").asString().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
