package dev.orderflow.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes events; {@link RawEvent} reads them. */
public final class EventJson {

    private EventJson() {}

    /**
     * The event as it will be stored and sent, named by its content.
     *
     * @throws IllegalArgumentException if no reader would take the event: a version below 1, a key or type that is
     *                                  empty, long or has control characters, text with lone surrogates, whole numbers
     *                                  beyond ±2^53 (write a 64-bit id as text) and those that are infinite or none, a
     *                                  message that is no JSON object
     */
    public static WrittenEvent write(Event message, long version, Instant createdAt) {
        var type = Identifier.checked("type", message.getClass().getSimpleName());
        var key = Identifier.checked("key", message.key());
        if (version < 1) {
            throw new IllegalArgumentException("version %d is below 1".formatted(version));
        }
        var at = createdAt.truncatedTo(ChronoUnit.MICROS);
        var content = EventMapper.JSON
                .createObjectNode()
                .put("type", type)
                .put("key", key)
                .put("version", version)
                .put("createdAt", EventTime.print(at));
        if (!(EventMapper.JSON.<JsonNode>valueToTree(message) instanceof ObjectNode state)) {
            throw new IllegalArgumentException(type + " is not an object in JSON");
        }
        content.set("message", state);
        var id = EventId.of(content);
        var event = EventMapper.JSON.createObjectNode().put("id", id).setAll(content);
        return new WrittenEvent(id, type, key, version, at, EventMapper.JSON.writeValueAsBytes(event));
    }
}
