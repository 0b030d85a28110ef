package dev.orderflow.eventbus.deadletters;

import dev.orderflow.eventbus.deadletters.DeadLetterDetails.Waiting;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the desk shows. */
final class DeadLetters {

    private static final int MOST_BEHIND = 100;

    private final JdbcClient jdbc;

    DeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<DeadLetter> list(String state, Filter filter, long after, int limit) {
        return jdbc.sql("select " + DeadLetter.COLUMNS + """
             from event_bus.desk where state = :state and id > :after and
            """ + Filter.MATCHES + " order by id limit :limit")
                .params(filter.parameters())
                .param("state", state)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> DeadLetter.of(row))
                .list();
    }

    List<Group> groups() {
        return jdbc.sql("""
            select subscription, kind, cause, count(*), min(failed_at) as oldest, max(failed_at) as newest,
                   max(id) as example
              from event_bus.desk
             where state = 'dead'
             group by subscription, kind, cause
             order by count(*) desc, subscription, cause
            """)
                .query((row, _) -> new Group(
                        row.getString("subscription"),
                        row.getString("kind"),
                        row.getString("cause"),
                        row.getLong("count"),
                        row.getTimestamp("oldest").toInstant(),
                        row.getTimestamp("newest").toInstant(),
                        row.getLong("example")))
                .list();
    }

    /** The ids of the dead events, without the unreadable records, that could be redriven. */
    List<Long> dead(Filter filter) {
        return jdbc.sql("select id from event_bus.desk where state = 'dead' and kind = 'event' and " + Filter.MATCHES
                        + """
                         order by id
                        """)
                .params(filter.parameters())
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** A dead letter, or one that is on its way again. */
    Optional<DeadLetterDetails> find(long id) {
        return jdbc.sql("select * from event_bus.desk where id = ?")
                .param(id)
                .query((row, _) -> DeadLetterDetails.of(row))
                .optional();
    }

    /** What waits behind a dead letter, in the order of its key. */
    List<Waiting> behind(DeadLetter head) {
        return jdbc.sql("""
            select id, event_id, type, version, since, expires_at from event_bus.waiting
             where subscription = :subscription and topic = :topic and key = :key
             order by version
             limit :limit
            """)
                .param("subscription", head.subscription())
                .param("topic", head.topic())
                .param("key", head.key())
                .param("limit", MOST_BEHIND)
                .query((row, _) -> new Waiting(
                        row.getLong("id"),
                        String.valueOf(DeadLetter.hex(row.getBytes("event_id"))),
                        row.getString("type"),
                        row.getLong("version"),
                        row.getTimestamp("since").toInstant(),
                        DeadLetter.instant(row.getTimestamp("expires_at"))))
                .list();
    }

    /** The head behind which an event waits; empty when it does not wait. */
    Optional<Long> headOf(long waiting) {
        return jdbc.sql("""
            select parked.id
              from event_bus.waiting join event_bus.parked using (subscription, topic, key)
             where waiting.id = ?
            """).param(waiting).query((row, _) -> row.getLong(1)).optional();
    }

    /** Why a record is unreadable; empty when there is none with this id, or none any more. */
    Optional<String> reasonUnreadable(long id) {
        return jdbc.sql("select reason from event_bus.unreadable where id = ? and discarded_at is null")
                .param(id)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /** Locks an unreadable record until the caller's transaction ends; false when there is none, or none any more. */
    boolean lockUnreadable(long id) {
        return jdbc.sql("select 1 from event_bus.unreadable where id = ? and discarded_at is null for update")
                .param(id)
                .query((row, _) -> row.getInt(1))
                .optional()
                .isPresent();
    }

    /** Takes an unreadable record off the desk. The record is kept. */
    void discardUnreadable(long id) {
        jdbc.sql("update event_bus.unreadable set discarded_at = clock_timestamp() where id = ?")
                .param(id)
                .update();
    }
}
