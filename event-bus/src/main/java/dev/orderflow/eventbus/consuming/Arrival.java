package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.RawEvent;
import dev.orderflow.event.UnreadableEventException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/** A record from Kafka that holds an event whose id, type and key are what its headers say. */
record Arrival(RawEvent event, ConsumerRecord<byte[], byte[]> record) {

    /** @throws UnreadableEventException when the record does not hold such an event */
    static Arrival of(ConsumerRecord<byte[], byte[]> record) {
        var event = RawEvent.parse(record.value());
        requireEqual("the record's key", record.key() == null ? null : new String(record.key(), UTF_8), event.key());
        requireEqual(EventHeaders.ID, header(record, EventHeaders.ID), event.id());
        requireEqual(EventHeaders.TYPE, header(record, EventHeaders.TYPE), event.type());
        return new Arrival(event, record);
    }

    String topic() {
        return record.topic();
    }

    @Nullable
    String traceparent() {
        return header(record, EventHeaders.TRACE_PARENT);
    }

    /** What the event belongs to: what it says itself, or else its key. */
    String correlationId() {
        var id = header(record, EventHeaders.CORRELATION_ID);
        return id == null ? event.key() : id;
    }

    Delivery delivery() {
        var attempt = record.headers().lastHeader(KafkaHeaders.DELIVERY_ATTEMPT);
        return new Delivery(
                event.id(),
                event.key(),
                event.version(),
                event.createdAt(),
                attempt == null ? 1 : ByteBuffer.wrap(attempt.value()).getInt(),
                expiresAt());
    }

    private @Nullable Instant expiresAt() {
        var expiryTime = header(record, EventHeaders.EXPIRY_TIME);
        try {
            return expiryTime == null ? null : Instant.parse(expiryTime);
        } catch (DateTimeException e) {
            throw new UnreadableEventException(
                    "%s is '%s', not a time".formatted(EventHeaders.EXPIRY_TIME, expiryTime));
        }
    }

    private static void requireEqual(String where, @Nullable String actual, String expected) {
        if (!expected.equals(actual)) {
            throw new UnreadableEventException("%s is '%s', the event says '%s'".formatted(where, actual, expected));
        }
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
