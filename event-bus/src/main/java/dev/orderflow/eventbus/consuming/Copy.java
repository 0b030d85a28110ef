package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.orderflow.event.EventHeaders;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A head as it travels through a retry topic. It says which attempt it is for; the rest is in the row. */
record Copy(String topic, String key, String eventId, int attempt, Instant notBefore) {

    /**
     * Reads a copy off a retry topic.
     *
     * @throws RuntimeException when the record is none
     */
    static Copy of(String topic, ConsumerRecord<byte[], byte[]> record) {
        return new Copy(
                topic,
                new String(requireNonNull(record.key(), "no key"), UTF_8),
                header(record, EventHeaders.ID),
                Integer.parseInt(header(record, EventHeaders.ATTEMPT)),
                Instant.parse(header(record, EventHeaders.NOT_BEFORE)));
    }

    static Copy of(Parked parked) {
        return new Copy(
                parked.head().topic(),
                parked.head().event().key(),
                parked.head().event().id(),
                parked.attempt(),
                parked.notBefore());
    }

    Map<String, Object> parameters(String subscription) {
        return Map.of(
                "subscription", subscription,
                "topic", topic,
                "key", key,
                "id", HexFormat.of().parseHex(eventId),
                "attempt", attempt,
                "notBefore", Timestamp.from(notBefore));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return requireNonNull(Arrival.header(record.headers(), name), name);
    }
}
