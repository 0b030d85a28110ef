package dev.orderflow.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Eight threads that write at the same time. Each has keys of its own, so the events of a key are committed one after
 * the other, as they are under the lock of a key's row.
 */
public final class Writers {

    private static final int WRITERS = 8;
    private static final int KEYS_OF_EACH = 125;
    private static final int AT_ONCE = 100;
    private static final int PER_SECOND_OF_EACH = 250;

    private final Outbox outbox;
    private final List<Ticks> ticks;

    /**
     * @param keys how the keys begin; nobody else may have written any that begin so
     */
    public Writers(Outbox outbox, String keys) {
        this.outbox = outbox;
        this.ticks = IntStream.range(0, WRITERS)
                .mapToObj(writer -> new Ticks("%s-%d".formatted(keys, writer)))
                .toList();
    }

    /** What one writer writes: its keys in turn. */
    private static final class Ticks {
        private final String keys;
        private long written;

        Ticks(String keys) {
            this.keys = keys;
        }

        Tick next() {
            long number = written++;
            return new Tick("%s-%d".formatted(keys, number % KEYS_OF_EACH), number / KEYS_OF_EACH + 1);
        }
    }

    /** Writes for some time, a transaction for each event, and returns how many were committed. */
    public long writeFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return together(WRITERS, (_, mine) -> {
            long count = 0;
            for (; System.nanoTime() < end; count++) {
                outbox.write(List.of(mine.next()));
            }
            return count;
        });
    }

    /** Writes at least so many, in transactions of a hundred, and returns how many. */
    public long write(int count) {
        return together(WRITERS, (_, mine) -> {
            long written = 0;
            for (; written < count / WRITERS + 1; written += AT_ONCE) {
                outbox.write(
                        IntStream.range(0, AT_ONCE).mapToObj(_ -> mine.next()).toList());
            }
            return written;
        });
    }

    /** Writes so many in each second of some time, a transaction for each, and tells of each when it is committed. */
    public void writeAt(int perSecond, Duration time, Consumer<Tick> committed) {
        int writers = Math.min(WRITERS, Math.max(1, perSecond / PER_SECOND_OF_EACH));
        long between = 1_000_000_000L * writers / perSecond;
        long count = time.toNanos() / between;
        long start = System.nanoTime();
        together(writers, (writer, mine) -> {
            Pace.every(start + writer * between / writers, between, count, _ -> {
                var tick = mine.next();
                outbox.write(List.of(tick));
                committed.accept(tick);
            });
            return count;
        });
    }

    private interface Work {
        long of(int writer, Ticks ticks);
    }

    private long together(int writers, Work work) {
        try (var threads = Executors.newFixedThreadPool(writers)) {
            var counts = new ArrayList<Future<Long>>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                counts.add(threads.submit(() -> work.of(writer, ticks.get(writer))));
            }
            long sum = 0;
            for (var count : counts) {
                sum += count.get();
            }
            return sum;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("A writer failed", e);
        }
    }
}
