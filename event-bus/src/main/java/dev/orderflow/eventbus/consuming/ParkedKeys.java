package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.UnreadableEventException;
import dev.orderflow.eventbus.consuming.Parked.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys of one subscription and topic that have an unfinished failed event. The row of a key is its lock: whoever adds an
 * event behind the head, settles the head or brings up the next one holds it.
 */
final class ParkedKeys {

    private static final Logger log = LoggerFactory.getLogger(ParkedKeys.class);

    private static final String SAME_KEY = " where subscription = :subscription and topic = :topic and key = :key ";

    private final JdbcClient jdbc;
    private final String subscription;
    private final String topic;

    ParkedKeys(JdbcClient jdbc, String subscription, String topic) {
        this.jdbc = jdbc;
        this.subscription = subscription;
        this.topic = topic;
    }

    /**
     * Parks a key, unless it is parked already or the event is settled.
     *
     * @return whether it was parked by this
     */
    boolean park(Parked parked, Attempt failed) {
        return jdbc.sql("""
            insert into event_bus.parked (subscription, topic, key, event_id, version, type, value, header_names,
                                          header_values, expires_at, state, attempt, retry, not_before, failures,
                                          cause)
            select :subscription, :topic, :key, :id, :version, :type, :value, :names, :values, :expiresAt, :state,
                   :attempt, :retry, :notBefore, jsonb_build_array(cast(:failure as jsonb)), :cause
             where not
            """ + Inbox.SETTLED + "on conflict do nothing")
                        .params(StoredRecord.parameters(subscription, parked.head()))
                        .params(columns(parked))
                        .param("failure", failed.json())
                        .param("cause", failed.cause())
                        .update()
                == 1;
    }

    /**
     * Puts an event behind the head of its parked key, unless it was settled while this waited for the key's lock.
     *
     * @return false when the key is not parked any more
     */
    boolean addBehindHead(Arrival arrival) {
        var head = jdbc.sql("select event_id from event_bus.parked" + SAME_KEY + "for update")
                .param("subscription", subscription)
                .param("topic", arrival.topic())
                .param("key", arrival.event().key())
                .query((row, _) -> HexFormat.of().formatHex(row.getBytes(1)))
                .optional();
        if (head.isPresent() && !head.get().equals(arrival.event().id())) {
            jdbc.sql("""
                insert into event_bus.waiting (subscription, event_id, topic, key, version, type, value,
                                               header_names, header_values, expires_at)
                select :subscription, :id, :topic, :key, :version, :type, :value, :names, :values, :expiresAt
                 where not
                """ + Inbox.SETTLED + "on conflict do nothing")
                    .params(StoredRecord.parameters(subscription, arrival))
                    .update();
        }
        return head.isPresent();
    }

    /** The head that a copy stands for; empty when the copy is stale. */
    Optional<Parked> find(Copy copy) {
        return jdbc.sql("select * from event_bus.parked" + SAME_KEY + """
               and event_id = :id and attempt = :attempt and not_before = :notBefore and state = 'retrying'
            """)
                .params(copy.parameters(subscription))
                .query((row, _) -> parked(row))
                .optional();
    }

    /** Locks the key of a head. Returns false when the head is not as it was read any more. */
    boolean lock(Parked parked) {
        return jdbc.sql("select 1 from event_bus.parked" + SAME_KEY + """
               and event_id = :id and attempt = :attempt and not_before = :notBefore and state = :state
               for update
            """)
                .params(columns(parked))
                .query((row, _) -> row.getInt(1))
                .optional()
                .isPresent();
    }

    /** Brings up the event behind a settled head, or frees the key when there is none. The key must be locked. */
    Optional<Parked> advance(Parked settled, Instant now) {
        var next = jdbc.sql("""
            with next as (
                delete from event_bus.waiting
                 where (subscription, event_id) = (
                       select subscription, event_id from event_bus.waiting
                        where subscription = :subscription and topic = :topic and key = :key
                        order by version limit 1)
                returning *)
            update event_bus.parked
               set id = next.id, event_id = next.event_id, version = next.version, type = next.type,
                   value = next.value, header_names = next.header_names, header_values = next.header_values,
                   expires_at = next.expires_at, state = 'retrying', attempt = 1, retry = 0, not_before = :now,
                   failures = '[]', cause = '', copied_at = null, changed_at = clock_timestamp()
              from next
             where (parked.subscription, parked.topic, parked.key) = (next.subscription, next.topic, next.key)
            returning parked.*
            """)
                .params(columns(settled))
                .param("now", Timestamp.from(now))
                .query((row, _) -> parked(row))
                .optional();
        if (next.isEmpty()) {
            jdbc.sql("delete from event_bus.parked" + SAME_KEY)
                    .params(columns(settled))
                    .update();
        }
        return next;
    }

    /** Records a failed attempt of a head and what comes next. The key must be locked. */
    void fail(Parked next, Attempt failed) {
        jdbc.sql("""
            update event_bus.parked
               set state = :state, attempt = :attempt, retry = :retry, not_before = :notBefore, cause = :cause,
                   failures = failures || cast(:failure as jsonb), copied_at = null,
                   changed_at = clock_timestamp()
            """ + SAME_KEY)
                .params(columns(next))
                .param("failure", failed.json())
                .param("cause", failed.cause())
                .update();
    }

    /** Records that a head is to be attempted again, with its failures so far. The key must be locked. */
    void redrive(Parked next) {
        jdbc.sql("""
            update event_bus.parked
               set state = :state, attempt = :attempt, retry = :retry, not_before = :notBefore, copied_at = null,
                   changed_at = clock_timestamp()
            """ + SAME_KEY).params(columns(next)).update();
    }

    /** Remembers that the copy of a head was sent. */
    void copied(Parked parked) {
        jdbc.sql("update event_bus.parked set copied_at = clock_timestamp()" + SAME_KEY + """
               and event_id = :id and attempt = :attempt and not_before = :notBefore and state = :state
            """)
                .params(columns(parked))
                .update();
    }

    /**
     * A head whose copy is to be sent again.
     *
     * @param error of its last attempt; null before the first
     */
    record Overdue(Parked head, @Nullable String error) {}

    /**
     * Heads whose copy was not sent, or is long overdue: never sent, or lost. Each is found by one instance, those first that have
     * not been looked at for longest.
     */
    List<Overdue> claimOverdue(Duration grace, int limit) {
        return jdbc
                .sql("""
                    with overdue as (
                        select id, changed_at, octet_length(value) as bytes from event_bus.parked
                         where subscription = :subscription and topic = :topic
                           and (copied_at is null and changed_at < clock_timestamp() - :grace * interval '1 ms'
                                or state = 'retrying'
                                   and greatest(not_before, copied_at, changed_at) < clock_timestamp() - :grace * interval '1 ms')
                         order by changed_at, id
                         limit :limit
                           for update skip locked
                    ), sized as (
                        select id, sum(bytes) over (order by changed_at, id) - bytes as bytes_before from overdue
                    )
                    update event_bus.parked
                       set changed_at = clock_timestamp()
                     where id in (select id from sized where bytes_before < :bytes)
                    returning *, failures -> -1 ->> 'error' as error
                    """)
                .param("bytes", StoredRecord.MOST_BYTES)
                .param("subscription", subscription)
                .param("topic", topic)
                .param("grace", grace.toMillis())
                .param("limit", limit)
                .query((row, _) -> {
                    var error = row.getString("error");
                    return readable(row).map(head -> new Overdue(head, error));
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Heads, retrying or dead, whose time to live is over. */
    List<Parked> expired(Instant now, int limit) {
        return jdbc
                .sql(StoredRecord.anyOf("event_bus.parked", """
                    subscription = :subscription and topic = :topic
                    and expires_at <= least(:now, statement_timestamp())
                    """))
                .param("bytes", StoredRecord.MOST_BYTES)
                .param("subscription", subscription)
                .param("topic", topic)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, _) -> readable(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** A head that a later version of this service parked, and this one cannot read, holds up its own key only. */
    private Optional<Parked> readable(ResultSet row) throws SQLException {
        try {
            return Optional.of(parked(row));
        } catch (UnreadableEventException e) {
            log.error("{} cannot read the head of {}: {}", subscription, row.getString("key"), e.getMessage());
            return Optional.empty();
        }
    }

    Parked parked(ResultSet row) throws SQLException {
        return new Parked(
                subscription,
                StoredRecord.arrival(row),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempt"),
                row.getInt("retry"),
                row.getTimestamp("not_before").toInstant());
    }

    private static Map<String, Object> columns(Parked parked) {
        return Map.of(
                "subscription", parked.subscription(),
                "topic", parked.head().topic(),
                "key", parked.head().event().key(),
                "id", parked.head().eventId(),
                "state", state(parked),
                "attempt", parked.attempt(),
                "retry", parked.retry(),
                "notBefore", Timestamp.from(parked.notBefore()));
    }

    private static String state(Parked parked) {
        return parked.state().name().toLowerCase(Locale.ROOT);
    }
}
