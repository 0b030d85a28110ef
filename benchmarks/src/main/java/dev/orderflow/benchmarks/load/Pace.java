package dev.orderflow.benchmarks.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Something that is done again and again at a steady rate, however long it takes each time. */
public final class Pace {

    private Pace() {}

    /** Does it at once and then every so many nanoseconds; what comes too late is made up for. */
    public static void every(long nanos, long times, IntConsumer something) {
        every(System.nanoTime(), nanos, times, something);
    }

    /** @param start by {@link System#nanoTime} */
    static void every(long start, long nanos, long times, IntConsumer something) {
        for (int i = 0; i < times; i++) {
            LockSupport.parkNanos(start + i * nanos - System.nanoTime());
            something.accept(i);
        }
    }
}
