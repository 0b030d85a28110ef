package dev.orderflow.eventbus.deadletters;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided about a dead letter: a row of the audit.
 *
 * @param error why it was dead
 */
record Decision(
        long id,
        Instant at,
        String operator,
        Action action,
        @Schema(types = {"string", "null"}) @Nullable String reason,
        long deadLetter,
        String kind,
        String subscription,
        String topic,
        @Schema(types = {"string", "null"}) @Nullable String key,
        @Schema(types = {"string", "null"}) @Nullable String eventId,
        @Schema(types = {"string", "null"}) @Nullable String type,
        @Schema(types = {"integer", "null"}) @Nullable Long version,
        @Schema(types = {"string", "null"}) @Nullable String error) {

    /** What was done. */
    enum Action {
        REDRIVEN,
        /** It was to be redriven when its time to live was over. */
        EXPIRED,
        DISCARDED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Decision of(ResultSet row) throws SQLException {
        return new Decision(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("operator"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getLong("dead_letter"),
                row.getString("kind"),
                row.getString("subscription"),
                row.getString("topic"),
                row.getString("key"),
                DeadLetter.hex(row.getBytes("event_id")),
                row.getString("type"),
                row.getObject("version", Long.class),
                row.getString("error"));
    }
}
