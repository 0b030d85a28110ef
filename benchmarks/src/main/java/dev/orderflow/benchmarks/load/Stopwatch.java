package dev.orderflow.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** When events were committed, and when they came somewhere. */
public final class Stopwatch {

    private final Map<Tick, Long> committed = new ConcurrentHashMap<>();
    private final Map<Tick, Long> reached = new ConcurrentHashMap<>();

    public void committed(Tick tick) {
        committed.put(tick, System.nanoTime());
    }

    /** What was committed so far is not measured. */
    public void forget() {
        committed.clear();
    }

    public void reached(Tick tick) {
        reached.putIfAbsent(tick, System.nanoTime());
    }

    /** From the commit of each event to there; zero for the few that came before their writer was told of the commit. */
    public List<Double> milliseconds(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.keySet().containsAll(committed.keySet())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%d of %d events came".formatted(reached.size(), committed.size()));
            }
            LockSupport.parkNanos(1_000_000);
        }
        return committed.entrySet().stream()
                .map(each -> Math.max(0, (reached.getOrDefault(each.getKey(), 0L) - each.getValue()) / 1e6))
                .toList();
    }
}
