package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.event.UnreadableEventException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the records of one subscription and topic that hold no event. */
final class UnreadableRecords {

    private final JdbcClient jdbc;
    private final String subscription;
    private final String topic;

    UnreadableRecords(JdbcClient jdbc, String subscription, String topic) {
        this.jdbc = jdbc;
        this.subscription = subscription;
        this.topic = topic;
    }

    /**
     * Keeps a record once, however often it arrives.
     *
     * @return the record; empty when it was kept before
     */
    Optional<Unreadable> keep(ConsumerRecord<byte[], byte[]> record, UnreadableEventException why) {
        var unreadable = new Unreadable(
                subscription,
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                record.headers(),
                Attempt.cut(String.valueOf(why.getMessage())));
        int kept = jdbc.sql("""
            insert into event_bus.unreadable (subscription, topic, partition, "offset", key, key_text, value, header_names,
                                              header_values, reason, cause)
            values (:subscription, :topic, :partition, :offset, :key, :keyText, :value, :names, :values, :reason,
                    :cause)
            on conflict do nothing
            """)
                .params(parameters(unreadable))
                .params(StoredRecord.headers(unreadable.headers()))
                .param("key", unreadable.key())
                .param("keyText", text(unreadable.key()))
                .param("value", unreadable.value())
                .param("reason", unreadable.reason())
                .param("cause", Attempt.cause(unreadable.reason()))
                .update();
        return kept == 0 ? Optional.empty() : Optional.of(unreadable);
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : Attempt.cut(new String(key, UTF_8).replace('\0', '\uFFFD'));
    }

    void copied(Unreadable record) {
        jdbc.sql("""
            update event_bus.unreadable set copied_at = clock_timestamp()
             where subscription = :subscription and topic = :topic and partition = :partition and "offset" = :offset
            """).params(parameters(record)).update();
    }

    /** Records whose copy was not sent. */
    List<Unreadable> notCopied(Duration grace, int limit) {
        return jdbc.sql(StoredRecord.anyOf("event_bus.unreadable", """
            subscription = :subscription and topic = :topic and copied_at is null
            and at < clock_timestamp() - :grace * interval '1 ms'
            """))
                .param("bytes", StoredRecord.MOST_BYTES)
                .param("subscription", subscription)
                .param("topic", topic)
                .param("grace", grace.toMillis())
                .param("limit", limit)
                .query((row, _) -> new Unreadable(
                        subscription,
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("offset"),
                        row.getBytes("key"),
                        row.getBytes("value"),
                        StoredRecord.headers(row),
                        row.getString("reason")))
                .list();
    }

    private static Map<String, @Nullable Object> parameters(Unreadable record) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("subscription", record.subscription());
        parameters.put("topic", record.topic());
        parameters.put("partition", record.partition());
        parameters.put("offset", record.offset());
        return parameters;
    }
}
