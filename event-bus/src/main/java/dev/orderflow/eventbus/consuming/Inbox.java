package dev.orderflow.eventbus.consuming;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers which events a subscription has settled, so that none takes effect twice. */
final class Inbox {

    /** How an event was settled. */
    enum Settlement {
        HANDLED,
        /** Its type is unknown here. */
        SKIPPED,
        /** Its time to live was over. */
        EXPIRED,
        /** An operator gave it up. */
        DISCARDED
    }

    private static final String IS_PARKED = """
        exists (select from event_bus.parked
                 where subscription = :subscription and topic = :topic and key = :key)
        """;

    /** Whether an event is settled. */
    static final String SETTLED = """
        exists (select from event_bus.inbox where subscription = :subscription and key = :key and event_id = :id)
        """;

    private final JdbcClient jdbc;
    private final String subscription;

    Inbox(JdbcClient jdbc, String subscription) {
        this.jdbc = jdbc;
        this.subscription = subscription;
    }

    /** Whether the event is neither settled nor held up by an earlier one of its key. */
    boolean isFree(Arrival arrival) {
        return jdbc.sql("select not " + SETTLED + " and not " + IS_PARKED)
                .param("subscription", subscription)
                .param("id", arrival.eventId())
                .param("topic", arrival.topic())
                .param("key", arrival.event().key())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    boolean isSettled(Arrival arrival) {
        return jdbc.sql("select " + SETTLED)
                .param("subscription", subscription)
                .param("key", arrival.event().key())
                .param("id", arrival.eventId())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** The ids of those events that are settled. */
    Set<String> settled(List<Arrival> arrivals) {
        return new HashSet<>(jdbc.sql("""
            select encode(event_id, 'hex')
              from event_bus.inbox join unnest(:keys, :ids) as arrived (key, id) using (key)
             where subscription = :subscription and event_id = id
            """)
                .param("subscription", subscription)
                .param("keys", keys(arrivals))
                .param("ids", ids(arrivals))
                .query((row, _) -> row.getString(1))
                .list());
    }

    private static String[] keys(List<Arrival> arrivals) {
        return arrivals.stream().map(arrival -> arrival.event().key()).toArray(String[]::new);
    }

    private static byte[][] ids(List<Arrival> arrivals) {
        return arrivals.stream().map(Arrival::eventId).toArray(byte[][]::new);
    }

    /**
     * Settles an event in the caller's transaction, unless its key is parked. While another transaction settles the
     * same event, this waits for its outcome.
     *
     * @return false when the event was settled before, or its key is parked
     */
    boolean settleUnlessParked(Arrival arrival, Settlement settlement) {
        return insert(arrival, settlement, "where not " + IS_PARKED);
    }

    /** As {@link #settleUnlessParked(Arrival, Settlement)}, for many events of one topic: the ids of those it settled. */
    Set<String> settleUnlessParked(List<Arrival> arrivals, Settlement settlement) {
        return new HashSet<>(jdbc.sql("""
            insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
            select :subscription, id, :settled, topic, key, version
              from unnest(:ids, :topics, :keys, :versions) as arrived (id, topic, key, version)
             where not exists (select from event_bus.parked
                                where subscription = :subscription
                                  and parked.topic = arrived.topic and parked.key = arrived.key)
             order by key, version
            on conflict do nothing
            returning encode(event_id, 'hex')
            """)
                .param("subscription", subscription)
                .param("settled", settlement.name().toLowerCase(Locale.ROOT))
                .param("ids", ids(arrivals))
                .param("topics", arrivals.stream().map(Arrival::topic).toArray(String[]::new))
                .param("keys", keys(arrivals))
                .param(
                        "versions",
                        arrivals.stream()
                                .map(arrival -> arrival.event().version())
                                .toArray(Long[]::new))
                .query((row, _) -> row.getString(1))
                .list());
    }

    /** As {@link #settleUnlessParked(Arrival, Settlement)}, for the head of a parked key itself. */
    boolean settle(Arrival arrival, Settlement settlement) {
        return insert(arrival, settlement, "");
    }

    private boolean insert(Arrival arrival, Settlement settlement, String condition) {
        return jdbc.sql("""
            insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
            select :subscription, :id, :settled, :topic, :key, :version
            """ + condition + "on conflict do nothing")
                        .param("subscription", subscription)
                        .param("id", arrival.eventId())
                        .param("settled", settlement.name().toLowerCase(Locale.ROOT))
                        .param("topic", arrival.topic())
                        .param("key", arrival.event().key())
                        .param("version", arrival.event().version())
                        .update()
                == 1;
    }
}
