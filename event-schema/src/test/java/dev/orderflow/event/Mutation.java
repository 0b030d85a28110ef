package dev.orderflow.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event with one thing changed.
 *
 * @param at where
 */
record Mutation(JsonPointer at, ObjectNode event) {

    static List<Mutation> without(ObjectNode event) {
        return each(event, ObjectNode::remove);
    }

    static List<Mutation> ofNull(ObjectNode event) {
        return each(event, ObjectNode::putNull);
    }

    static List<Mutation> ofAnotherType(ObjectNode event) {
        return each(event, (object, name) -> {
            switch (object.get(name).getNodeType()) {
                case STRING -> object.put(name, 42);
                case NUMBER -> object.put(name, object.get(name).toString());
                default -> object.put(name, true);
            }
        });
    }

    static List<Mutation> withUnknownField(ObjectNode event) {
        return each(event, (object, name) -> object.put("x-" + name, 1.5));
    }

    @Override
    public String toString() {
        return at.toString();
    }

    String field() {
        return at.last().getMatchingProperty();
    }

    private static List<Mutation> each(ObjectNode event, BiConsumer<ObjectNode, String> change) {
        var found = new ArrayList<JsonPointer>();
        collect(event, JsonPointer.empty(), found);
        return found.stream()
                .map(at -> {
                    var copy = event.deepCopy();
                    change.accept((ObjectNode) copy.at(at.head()), at.last().getMatchingProperty());
                    return new Mutation(at, copy);
                })
                .toList();
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> found) {
        node.forEachEntry((name, value) -> {
            found.add(at.appendProperty(name));
            collect(value, at.appendProperty(name), found);
        });
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), at.appendIndex(i), found);
        }
    }
}
