package dev.orderflow.system;

import java.util.List;

/** What the event bus has in a service's database about a key. */
record EventTables(String database) {

    static EventTables of(String database) {
        return new EventTables(database);
    }

    /** The types of the events that the service has published. */
    List<String> published(String key) {
        return strings("select type from event_bus.event_log where key = ? order by position", key);
    }

    /** The types of those that the relay left out, as their time was over. */
    List<String> expiredBeforeRelay(String key) {
        return strings("""
            select type from event_bus.event_log join event_bus.expired_before_relay using (position) where key = ?
            """, key);
    }

    /** How the service has settled what it received. */
    List<String> settled(String key) {
        return strings("select settled from event_bus.inbox where key = ? order by settled_at", key);
    }

    /** The types of the events that wait behind their head. */
    List<String> waiting(String key) {
        return strings("select type from event_bus.waiting where key = ? order by version", key);
    }

    /** The state and attempt of the key's head, if the key is parked. */
    List<String> parked(String key) {
        return strings("select state || ' ' || attempt from event_bus.parked where key = ?", key);
    }

    private List<String> strings(String sql, String key) {
        return Running.database(database)
                .sql(sql)
                .param(key)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
