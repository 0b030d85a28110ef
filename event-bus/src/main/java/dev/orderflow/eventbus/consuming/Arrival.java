package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventTime;
import dev.orderflow.event.Identifier;
import dev.orderflow.event.RawEvent;
import dev.orderflow.event.UnreadableEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived, whose id, type and key are what its headers say.
 *
 * @param topic where it was published, also when it comes from a retry topic
 */
record Arrival(
        String topic,
        RawEvent event,
        byte[] value,
        Headers headers,
        @Nullable Instant expiresAt) {

    /** @throws UnreadableEventException when the record does not hold such an event */
    static Arrival of(ConsumerRecord<byte[], byte[]> record) {
        var event = RawEvent.parse(record.value());
        requireEqual("the record's key", record.key() == null ? null : new String(record.key(), UTF_8), event.key());
        requireEqual(EventHeaders.ID, header(record.headers(), EventHeaders.ID), event.id());
        requireEqual(EventHeaders.TYPE, header(record.headers(), EventHeaders.TYPE), event.type());
        return new Arrival(record.topic(), event, record.value(), record.headers(), expiresAt(record.headers()));
    }

    @Nullable
    String traceparent() {
        return header(headers, EventHeaders.TRACE_PARENT);
    }

    /** What the event belongs to: what it says itself, if that is fit to be handed on, or else its key. */
    String correlationId() {
        var id = header(headers, EventHeaders.CORRELATION_ID);
        return id != null && Identifier.fits(id) ? id : event.key();
    }

    byte[] eventId() {
        return HexFormat.of().parseHex(event.id());
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    Delivery delivery(int attempt) {
        return new Delivery(event.id(), event.key(), event.version(), event.createdAt(), attempt, expiresAt);
    }

    @Override
    public String toString() {
        return "%s v%d of %s".formatted(event.type(), event.version(), event.key());
    }

    static @Nullable String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static @Nullable Instant expiresAt(Headers headers) {
        var expiryTime = header(headers, EventHeaders.EXPIRY_TIME);
        if (expiryTime == null) {
            return null;
        }
        try {
            var time = Instant.parse(expiryTime);
            var _ = EventTime.print(time); // or the database could not keep it
            return time;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableEventException(
                    "%s is '%s', not a time".formatted(EventHeaders.EXPIRY_TIME, expiryTime));
        }
    }

    private static void requireEqual(String where, @Nullable String actual, String expected) {
        if (!expected.equals(actual)) {
            throw new UnreadableEventException("%s is '%s', the event says '%s'".formatted(where, actual, expected));
        }
    }
}
