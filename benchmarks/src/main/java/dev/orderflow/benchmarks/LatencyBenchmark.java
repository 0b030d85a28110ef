package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** From the commit of an event to the end of its handler, at a steady rate. */
final class LatencyBenchmark {

    static void run(Table table, int eventsPerSecond, int seconds) {
        try (var instance = Instance.start("latency", "subscribe=true")) {
            measure(instance, 0, eventsPerSecond, seconds); // warms up
            var latencies = measure(instance, 1, eventsPerSecond, seconds);
            var what = "commit to handled, %,d events/s".formatted(eventsPerSecond);
            table.row(what + ", median", "%.2f ms", percentile(latencies, 0.5));
            table.row(what + ", 99th percentile", "%.2f ms", percentile(latencies, 0.99));
        }
    }

    private static List<Double> measure(Instance instance, int round, int eventsPerSecond, int seconds) {
        int count = eventsPerSecond * seconds;
        var ids = new ArrayList<String>(count);
        var committed = new ArrayList<Long>(count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / eventsPerSecond - System.nanoTime());
            ids.add(instance.publish("latency-" + round + "-" + i % 100, i / 100 + 1));
            committed.add(System.nanoTime());
        }
        var latencies = new ArrayList<Double>(count);
        for (int i = 0; i < count; i++) {
            latencies.add((instance.handledAt().nanos(ids.get(i)) - committed.get(i)) / 1e6);
        }
        return latencies;
    }

    static double percentile(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (share * (values.size() - 1)));
    }

    private LatencyBenchmark() {}
}
