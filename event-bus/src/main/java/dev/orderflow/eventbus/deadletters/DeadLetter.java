package dev.orderflow.eventbus.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the desk shows in a line.
 *
 * @param id       names it here, as long as it is unfinished; another service has its own
 * @param kind     {@code event}, or {@code unreadable} for a record that holds no event
 * @param state    {@code dead}, or {@code retrying} when it is on its way, again or still
 * @param attempt  the attempt that comes next, or for a dead event, that came last
 * @param cause    the error without what is particular to one event
 * @param copiedAt when Kafka took its copy, on the dead-letter topic or, while it is retrying, on the retry topic
 * @param waiting  how many later events of its key wait behind it
 */
record DeadLetter(
        long id,
        String kind,
        String state,
        String subscription,
        String topic,
        @Schema(types = {"string", "null"}) @Nullable String key,
        @Schema(types = {"string", "null"}) @Nullable String eventId,
        @Schema(types = {"string", "null"}) @Nullable String type,
        @Schema(types = {"integer", "null"}) @Nullable Long version,
        @Schema(types = {"integer", "null"}) @Nullable Integer attempt,
        String cause,
        @Schema(types = {"string", "null"}) @Nullable String error,
        @Schema(types = {"string", "null"}) @Nullable Instant failedAt,
        @Schema(types = {"string", "null"}) @Nullable Instant expiresAt,
        @Schema(types = {"string", "null"}) @Nullable Instant copiedAt,
        long waiting) {

    /** What is read of the desk: not the record itself, which may be large. */
    static final String COLUMNS = """
        id, kind, state, subscription, topic, key, event_id, type, version, attempt, cause, error, failed_at, expires_at,
        copied_at, waiting
        """;

    /** Whether Kafka has its copy; if not, it is sent again until it has. */
    @JsonProperty
    boolean copied() {
        return copiedAt != null;
    }

    static DeadLetter of(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("state"),
                row.getString("subscription"),
                row.getString("topic"),
                row.getString("key"),
                hex(row.getBytes("event_id")),
                row.getString("type"),
                row.getObject("version", Long.class),
                row.getObject("attempt", Integer.class),
                row.getString("cause"),
                row.getString("error"),
                instant(row.getTimestamp("failed_at")),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("copied_at")),
                row.getLong("waiting"));
    }

    static @Nullable String hex(byte @Nullable [] id) {
        return id == null ? null : HexFormat.of().formatHex(id);
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
