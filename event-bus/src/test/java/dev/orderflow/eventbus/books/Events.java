package dev.orderflow.eventbus.books;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts events where a test wants them. */
record Events(JdbcClient jdbc) {

    void publish(String topic, long... positions) {
        for (long position : positions) {
            jdbc.sql("""
                insert into event_bus.event_log (position, topic, key, version, type, event_id, created_at,
                                                 correlation_id, value)
                values (:position, :topic, 'ada', :position, 'Deposited', 'none', now(), 'none', '')
                """).param("position", position).param("topic", topic).update();
        }
    }

    void settle(String id, String how) {
        jdbc.sql("""
            insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
            values ('teller', :id::bytea, :how, 'accounts', :id, 1)
            """).param("id", id).param("how", how).update();
    }

    void park(String id, String state) {
        jdbc.sql("""
            insert into event_bus.parked (subscription, topic, key, event_id, version, type, value, header_names,
                                          header_values, state, attempt, retry, not_before, failures, cause)
            values ('teller', 'accounts', :id, :id::bytea, 1, 'Deposited', '', '{}', '{}', :state, 2, 1, now(), '[]', '')
            """).param("id", id).param("state", state).update();
    }

    void wait(String id) {
        jdbc.sql("""
            insert into event_bus.waiting (subscription, event_id, topic, key, version, type, value, header_names,
                                           header_values)
            values ('teller', :id::bytea, 'accounts', :id, 1, 'Deposited', '', '{}', '{}')
            """).param("id", id).update();
    }

    void unreadable() {
        jdbc.sql("""
            insert into event_bus.unreadable (subscription, topic, partition, "offset", header_names, header_values,
                                              reason, cause)
            values ('teller', 'accounts', 0, 0, '{}', '{}', 'nonsense', 'nonsense')
            """).update();
    }
}
