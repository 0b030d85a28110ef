package dev.orderflow.eventbus.consuming;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells when events that failed are tried again. */
public final class NextAttempts {

    private final JdbcClient jdbc;

    NextAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When a subscription tries an event again; empty unless it failed and has attempts left. */
    public Optional<Instant> of(String subscription, String eventId) {
        return jdbc.sql("""
            select not_before from event_bus.parked
             where event_id = ? and subscription = ? and state = 'retrying'
            """)
                .param(HexFormat.of().parseHex(eventId))
                .param(subscription)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }
}
