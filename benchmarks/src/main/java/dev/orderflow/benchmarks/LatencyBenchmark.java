package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** From the commit of an event to the commit of its handler, at a steady rate, over 1,000 keys. */
final class LatencyBenchmark {

    private static final int KEYS = 1000;
    private static final int RUNS = 3;

    private final Instance instance;
    private final int eventsPerSecond;
    private final int seconds;
    private int rounds;

    private LatencyBenchmark(Instance instance, int eventsPerSecond, int seconds) {
        this.instance = instance;
        this.eventsPerSecond = eventsPerSecond;
        this.seconds = seconds;
    }

    static void run(Table table, int eventsPerSecond, int seconds) {
        try (var instance = Instance.start("latency", "subscribe=true")) {
            var benchmark = new LatencyBenchmark(instance, eventsPerSecond, seconds);
            benchmark.measure(0); // warms up
            report(table, "commit to handled, %,d events/s".formatted(eventsPerSecond), benchmark.measure(0));
        }
    }

    /** What the other keys notice of keys that fail: runs with and without them take turns. */
    static void runWithFailingKeys(Table table, int eventsPerSecond, int seconds, int failingKeys) {
        try (var instance = Instance.start("failing", "subscribe=true")) {
            var benchmark = new LatencyBenchmark(instance, eventsPerSecond, seconds);
            benchmark.measure(0);
            benchmark.measure(failingKeys);
            for (int run = 0; run < RUNS; run++) {
                var clean = benchmark.measure(0);
                var others = benchmark.measure(failingKeys);
                var what = "%,d events/s, %d of %,d keys".formatted(eventsPerSecond, failingKeys, KEYS);
                report(table, what + " failing: none", clean);
                report(table, what + " failing: the others", others);
                table.row(what + " failing: median", "%.2f times", percentile(others, 0.5) / percentile(clean, 0.5));
                table.row(what + " failing: p99", "%.2f times", percentile(others, 0.99) / percentile(clean, 0.99));
            }
        }
    }

    private static void report(Table table, String what, List<Double> milliseconds) {
        table.row(what + ", median", "%.2f ms", percentile(milliseconds, 0.5));
        table.row(what + ", 99th percentile", "%.2f ms", percentile(milliseconds, 0.99));
    }

    /** Publishes for some seconds, and returns the milliseconds to the handler's commit, of the keys that do not fail. */
    private List<Double> measure(int failingKeys) {
        int round = rounds++;
        int count = eventsPerSecond * seconds;
        var ids = new ArrayList<String>(count);
        var committed = new ArrayList<Long>(count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / eventsPerSecond - System.nanoTime());
            boolean fails = i % KEYS < failingKeys;
            var key = "%s-%d-%d".formatted(fails ? BenchmarkService.FAILING : "key", round, i % KEYS);
            var id = instance.publish(key, i / KEYS + 1);
            if (!fails) {
                ids.add(id);
                committed.add(System.nanoTime());
            }
        }
        var milliseconds = new ArrayList<Double>(count);
        for (int i = 0; i < ids.size(); i++) {
            milliseconds.add((instance.handledAt().nanos(ids.get(i)) - committed.get(i)) / 1e6);
        }
        return milliseconds;
    }

    static double percentile(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (share * (values.size() - 1)));
    }
}
