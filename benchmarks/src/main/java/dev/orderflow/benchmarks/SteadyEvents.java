package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;
import dev.orderflow.benchmarks.load.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the commit of an event to the commit of its handler, at a steady rate, over 1,000 keys. */
final class SteadyEvents {

    static final int KEYS = 1000;

    private final Instance instance;
    private final int eventsPerSecond;
    private final Duration time;
    private int rounds;

    SteadyEvents(Instance instance, int eventsPerSecond, Duration time) {
        this.instance = instance;
        this.eventsPerSecond = eventsPerSecond;
        this.time = time;
    }

    /** Publishes for a while, and returns the milliseconds to the handler's commit, of the keys that do not fail. */
    List<Double> measure(int failingKeys) {
        int round = rounds++;
        int count = (int) (eventsPerSecond * time.toMillis() / 1000);
        var ids = new ArrayList<String>(count);
        var committed = new ArrayList<Long>(count);
        Pace.every(1_000_000_000L / eventsPerSecond, count, i -> {
            boolean fails = failingKeys > 0 && i % (KEYS / failingKeys) == 0;
            var key = "%s-%d-%d".formatted(fails ? BenchmarkService.FAILING : "key", round, i % KEYS);
            var id = instance.publish(key, i / KEYS + 1);
            if (!fails) {
                ids.add(id);
                committed.add(System.nanoTime());
            }
        });
        var milliseconds = new ArrayList<Double>(count);
        for (int i = 0; i < ids.size(); i++) {
            milliseconds.add((instance.handledAt().nanos(ids.get(i)) - committed.get(i)) / 1e6);
        }
        return milliseconds;
    }
}
