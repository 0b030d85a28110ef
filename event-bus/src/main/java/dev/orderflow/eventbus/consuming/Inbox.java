package dev.orderflow.eventbus.consuming;

import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers which events a subscription has settled, so that none takes effect twice. */
final class Inbox {

    /** How an event was settled. */
    enum Settlement {
        HANDLED,
        SKIPPED
    }

    private final JdbcClient jdbc;
    private final String subscription;

    Inbox(JdbcClient jdbc, String subscription) {
        this.jdbc = jdbc;
        this.subscription = subscription;
    }

    boolean isSettled(Arrival arrival) {
        return jdbc.sql("select 1 from event_bus.inbox where subscription = ? and event_id = ?")
                .param(subscription)
                .param(bytes(arrival))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Settles an event in the caller's transaction. While another transaction is settling the same event, this waits
     * for its outcome.
     *
     * @return false when the event was settled before
     */
    boolean settle(Arrival arrival, Settlement settlement) {
        var event = arrival.event();
        return jdbc.sql("""
            insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
            values (?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """)
                        .param(subscription)
                        .param(bytes(arrival))
                        .param(settlement.name().toLowerCase(java.util.Locale.ROOT))
                        .param(arrival.topic())
                        .param(event.key())
                        .param(event.version())
                        .update()
                == 1;
    }

    private static byte[] bytes(Arrival arrival) {
        return HexFormat.of().parseHex(arrival.event().id());
    }
}
