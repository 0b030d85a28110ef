package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;

/** How fast the relay drains a backlog, on a short log and on a long one. */
final class RelayBenchmark {

    private static final int BACKLOG = 50_000;
    private static final int RUNS = 3;

    static void run(Table table, int longLog) {
        try (var instance = Instance.start("relaying", "event-bus.relay.enabled=false")) {
            drain(instance, BACKLOG); // warms up
            for (int run = 0; run < RUNS; run++) {
                measure(table, instance);
            }
            drain(instance, longLog - (int) done(instance));
            for (int run = 0; run < RUNS; run++) {
                measure(table, instance);
            }
        }
    }

    private static void measure(Table table, Instance instance) {
        long before = done(instance);
        table.row(
                "relay: backlog of %,d on a log of %,d".formatted(BACKLOG, before),
                "%,.0f events/s",
                BACKLOG / drain(instance, BACKLOG));
    }

    /** Publishes while nothing is relayed, then starts the relay, and returns how many seconds it took from there. */
    private static double drain(Instance instance, int count) {
        long before = done(instance);
        instance.publish(before, count);
        instance.relay().start();
        long start = System.nanoTime();
        while (done(instance) < before + count) {
            Thread.onSpinWait();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        instance.relay().stop();
        return seconds;
    }

    private static long done(Instance instance) {
        return instance.jdbc()
                .sql("select coalesce(upper(done) - 1, 0), pg_sleep(0.005) from event_bus.relay")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private RelayBenchmark() {}
}
