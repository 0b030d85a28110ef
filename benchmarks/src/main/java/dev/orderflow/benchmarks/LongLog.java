package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Tick;

/** A log with a past: events that were published and relayed long ago, written by SQL to save the time. */
final class LongLog {

    static void fill(Database database, int rows) {
        database.execute("""
            insert into event_bus.event_log (topic, key, version, type, event_id, created_at, correlation_id, value)
            select 'benchmarks', 'old-' || n %% 1000, n / 1000 + 1, 'Ticked', encode(sha256(n::text::bytea), 'hex'),
                   now(), 'old-' || n %% 1000, convert_to('%s', 'UTF8')
              from generate_series(0, %d) as n
            """.formatted(new Tick("old", 1).json(), rows - 1));
        database.execute(Database.ALL_IS_RELAYED);
        database.execute("vacuum analyze event_bus.event_log");
    }

    private LongLog() {}
}
