package dev.orderflow.eventbus.publishing;

import dev.orderflow.event.EventTime;
import dev.orderflow.event.WrittenEvent;
import dev.orderflow.eventbus.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A row that is about to be appended to the event log. */
record LogRow(
        String topic,
        WrittenEvent event,
        @Nullable String expiresAt,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {

    static LogRow of(
            String topic,
            WrittenEvent event,
            @Nullable Instant expiresAt,
            Optional<Cause> cause,
            @Nullable String traceparent) {
        return new LogRow(
                topic,
                event,
                expiresAt == null ? null : EventTime.print(expiresAt),
                cause.map(Cause::correlationId).orElse(event.key()),
                cause.map(Cause::eventId).orElse(null),
                traceparent);
    }

    /** Rows as an array for each column. */
    static Map<String, Object> columns(List<LogRow> rows) {
        return Map.ofEntries(
                column("topics", rows, LogRow::topic, String[]::new),
                column("keys", rows, row -> row.event().key(), String[]::new),
                column("versions", rows, row -> row.event().version(), Long[]::new),
                column("types", rows, row -> row.event().type(), String[]::new),
                column("ids", rows, row -> row.event().id(), String[]::new),
                column("createdAt", rows, row -> row.event().createdAt().toString(), String[]::new),
                column("expiresAt", rows, LogRow::expiresAt, String[]::new),
                column("correlationIds", rows, LogRow::correlationId, String[]::new),
                column("causationIds", rows, LogRow::causationId, String[]::new),
                column("traceparents", rows, LogRow::traceparent, String[]::new),
                column("values", rows, row -> row.event().value(), byte[][]::new));
    }

    private static <T> Map.Entry<String, Object> column(
            String name, List<LogRow> rows, Function<LogRow, @Nullable T> value, IntFunction<T[]> array) {
        return Map.entry(name, rows.stream().map(value).toArray(array));
    }
}
