package dev.orderflow.system;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The books of one service, as it shows them. */
record Books(JsonNode page) {

    static Books of(String service) {
        return new Books(Http.get(Running.system().uri(service).resolve("/books")));
    }

    /** Those of all services. */
    static List<Books> all() {
        return Running.services().stream().map(Books::of).toList();
    }

    boolean areBalanced() {
        return page.path("balanced").asBoolean();
    }

    List<JsonNode> published() {
        return List.copyOf(page.path("published").values());
    }

    List<JsonNode> received() {
        return new ArrayList<>(page.path("received").values());
    }

    JsonNode received(String subscription, String topic) {
        return received().stream()
                .filter(each -> each.path("subscription").asString().equals(subscription))
                .filter(each -> each.path("topic").asString().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
