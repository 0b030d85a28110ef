package dev.orderflow.eventbus.deadletters;

import dev.orderflow.eventbus.deadletters.Decision.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who decided what about which dead letter. It is only added to. */
final class Audit {

    private static final int MOST_OF_ONE = 100;

    private final JdbcClient jdbc;

    Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records a decision about what is on the desk, in the caller's transaction and before it is done. */
    Decision record(long id, Action action, Operator operator, @Nullable String reason) {
        return jdbc.sql("""
            insert into event_bus.dead_letter_audit (operator, action, reason, dead_letter, kind, subscription, topic,
                                                     key, event_id, type, version, error)
            select :operator, :action, :reason, id, kind, subscription, topic, key, event_id, type, version, error
              from event_bus.desk where id = :id
            returning *
            """)
                .param("operator", operator.name())
                .param("action", action.word())
                .param("reason", reason)
                .param("id", id)
                .query((row, _) -> Decision.of(row))
                .single();
    }

    List<Decision> list(@Nullable String key, long after, int limit) {
        return jdbc.sql("""
            select * from event_bus.dead_letter_audit
             where id > :after and (:key::text is null or key = :key)
             order by id limit :limit
            """)
                .param("after", after)
                .param("key", key)
                .param("limit", limit)
                .query((row, _) -> Decision.of(row))
                .list();
    }

    /** The decisions about one dead letter. */
    List<Decision> of(long deadLetter) {
        return jdbc.sql("select * from event_bus.dead_letter_audit where dead_letter = ? order by id limit ?")
                .param(deadLetter)
                .param(MOST_OF_ONE)
                .query((row, _) -> Decision.of(row))
                .list();
    }
}
