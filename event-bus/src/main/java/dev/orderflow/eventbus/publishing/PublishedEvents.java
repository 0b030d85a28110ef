package dev.orderflow.eventbus.publishing;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the event log, for whoever shows it. */
public final class PublishedEvents {

    private static final int PAGE_BYTES = 1024 * 1024;
    private static final int LOOKED_AT = 10_000;

    private final JdbcClient jdbc;

    PublishedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the event log. It may have fewer events than were asked for, or none, and not be the last one.
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
     * The first events behind a position, in order of position. A page ends where so many were found, where it has a megabyte,
     * and, without a key, behind so many positions that were looked at: there is an index by key and none by type.
     *
     * @param key   of these events only; null for all
     * @param type  of these events only; null for all
     * @param limit how many events at most
     */
    public Page after(long position, @Nullable String key, @Nullable String type, int limit) {
        var start = Math.max(0, position);
        var end = key != null || start > Long.MAX_VALUE - LOOKED_AT ? Long.MAX_VALUE : start + LOOKED_AT;
        var found = find(start, end, key, type, limit + 1);
        var events = found.stream()
                .limit(limit)
                .takeWhile(each -> each.bytesBefore() < PAGE_BYTES)
                .map(Found::entry)
                .toList();
        if (events.size() < found.size()) {
            return new Page(events, events.getLast().position());
        }
        return new Page(events, end == Long.MAX_VALUE || isLast(end) ? null : end);
    }

    private record Found(Entry entry, long bytesBefore) {}

    private List<Found> find(long start, long end, @Nullable String key, @Nullable String type, int limit) {
        // no "or :key is null": a plan that suits all keys might be kept, and would not look by the index for one
        var ofKey = key == null ? "" : "and key = :key";
        var ofType = type == null ? "" : "and type = :type";
        return jdbc.sql("""
            select position, topic, done @> position as relayed, bytes_before,
                   case when bytes_before < :bytes then value else '' end as value
              from event_bus.relay,
                   (select *, sum(octet_length(value)) over (order by position) - octet_length(value) as bytes_before
                      from (select * from event_bus.event_log
                             where position > :start and position <= :end %s %s
                             order by position
                             limit :limit) as first) as found
             order by position
            """.formatted(ofKey, ofType))
                .param("bytes", PAGE_BYTES)
                .param("start", start)
                .param("end", end)
                .param("key", key)
                .param("type", type)
                .param("limit", limit)
                .query((row, _) -> new Found(
                        new Entry(
                                row.getLong("position"),
                                row.getString("topic"),
                                row.getBoolean("relayed"),
                                new String(row.getBytes("value"), StandardCharsets.UTF_8)),
                        row.getLong("bytes_before")))
                .list();
    }

    private boolean isLast(long position) {
        return jdbc.sql("select not exists (select from event_bus.event_log where position > ?)")
                .param(position)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }
}
