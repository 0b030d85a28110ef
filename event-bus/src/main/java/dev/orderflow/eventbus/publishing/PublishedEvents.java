package dev.orderflow.eventbus.publishing;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.orderflow.eventbus.http.Paging;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the event log, for whoever shows it. */
public final class PublishedEvents {

    private final JdbcClient jdbc;

    PublishedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the event log.
     *
     * @param next the {@code after} of the next page; null when this is the last one
     */
    public record Page(
            List<Entry> events,
            @Schema(types = {"integer", "null"}) @Nullable Long next) {}

    /**
     * A row of the event log.
     *
     * @param relayed whether Kafka has it
     */
    public record Entry(
            long position,
            String topic,
            boolean relayed,
            @JsonRawValue @Schema(types = "object") String event) {}

    /**
     * The first events behind a position, in order of position.
     *
     * @param key  of these events only; null for all
     * @param type of these events only; null for all
     */
    public Page after(long position, @Nullable String key, @Nullable String type, int limit) {
        var oneMore = jdbc.sql("""
            select position, topic, value, done @> position as relayed
              from event_bus.event_log, event_bus.relay
             where position > :after
               and (:key::text is null or key = :key)
               and (:type::text is null or type = :type)
             order by position
             limit :limit
            """)
                .param("after", position)
                .param("key", key)
                .param("type", type)
                .param("limit", limit + 1)
                .query((row, _) -> new Entry(
                        row.getLong("position"),
                        row.getString("topic"),
                        row.getBoolean("relayed"),
                        new String(row.getBytes("value"), StandardCharsets.UTF_8)))
                .list();
        var page = Paging.of(oneMore, limit, Entry::position);
        return new Page(page.rows(), page.next());
    }
}
