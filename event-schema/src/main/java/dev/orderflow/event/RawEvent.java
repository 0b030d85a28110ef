package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as it arrived: well-formed and worthy of its id, its message still JSON, fields unknown here included.
 *
 * @param message a JSON object
 */
public record RawEvent(String id, String type, String key, long version, Instant createdAt, JsonNode message) {

    /**
     * Reads a record's value and checks the id against the content as received.
     *
     * @param value null for a tombstone, which is no event
     */
    public static RawEvent parse(byte @Nullable [] value) {
        if (value == null) {
            throw new UnreadableEventException("no value");
        }
        try {
            return read(object(value));
        } catch (JacksonException e) {
            throw unreadable("the value", e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The event with its message as a record of the family; empty if the family has no such type.
     *
     * @throws UnreadableEventException if the message does not fit its record
     */
    public <E extends Event> Optional<Envelope<E>> as(EventFamily<E> family) {
        return family.type(type).map(this::as);
    }

    private <E extends Event> Envelope<E> as(Class<? extends E> record) {
        try {
            E event = EventMapper.JSON.treeToValue(message, record);
            if (!event.key().equals(key)) {
                throw new UnreadableEventException("key is %s, but the message's is %s".formatted(key, event.key()));
            }
            return new Envelope<>(id, type, key, version, createdAt, event);
        } catch (JacksonException e) {
            throw unreadable(type + " message", e);
        } catch (NullPointerException e) { // a record that does not mind that its key is missing
            throw new UnreadableEventException(type + " message has no key", e);
        }
    }

    private static RawEvent read(ObjectNode event) {
        var id = text(event, "id");
        var raw = new RawEvent(
                id,
                Identifier.checked("type", text(event, "type")),
                Identifier.checked("key", text(event, "key")),
                version(event),
                createdAt(event),
                message(event));
        event.remove("id");
        var contentId = EventId.of(event);
        if (!contentId.equals(id)) {
            throw new IllegalArgumentException("id is not that of the content, " + contentId);
        }
        return raw;
    }

    private static ObjectNode object(byte[] value) {
        var text = new String(value, UTF_8); // what is malformed becomes U+FFFD
        int malformed = Arrays.mismatch(value, text.getBytes(UTF_8));
        if (malformed >= 0) {
            throw new IllegalArgumentException("malformed UTF-8 at byte " + malformed);
        }
        if (EventMapper.JSON.readTree(text) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("the value is not a JSON object");
    }

    private static long version(ObjectNode event) {
        var version = field(event, "version");
        if (version.isIntegralNumber() && version.canConvertToLong() && version.longValue() >= 1) {
            return version.longValue();
        }
        throw new IllegalArgumentException("version is not an integer from 1");
    }

    private static Instant createdAt(ObjectNode event) {
        try {
            return EventTime.parse(text(event, "createdAt"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("createdAt: " + e.getMessage(), e);
        }
    }

    private static ObjectNode message(ObjectNode event) {
        if (field(event, "message") instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("message is not a JSON object");
    }

    private static String text(ObjectNode event, String name) {
        var field = field(event, name);
        if (field.isString()) {
            return field.stringValue();
        }
        throw new IllegalArgumentException(name + " is not a string");
    }

    private static JsonNode field(ObjectNode event, String name) {
        var field = event.get(name);
        if (field == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return field;
    }

    private static UnreadableEventException unreadable(String what, JacksonException e) {
        return new UnreadableEventException("%s%s: %s".formatted(what, where(e), e.getOriginalMessage()), e);
    }

    private static String where(JacksonException e) {
        if (!e.getPath().isEmpty()) {
            return e.getPath().stream()
                    .map(step -> step.getPropertyName() != null ? step.getPropertyName() : "" + step.getIndex())
                    .collect(joining("/", " at /", ""));
        }
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }
}
