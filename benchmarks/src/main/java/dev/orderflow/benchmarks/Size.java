package dev.orderflow.benchmarks;

import java.time.Duration;
import java.util.Locale;

/** How much is measured: enough to mean something, or just enough to see that it works. */
public enum Size {
    FULL,
    SHORT;

    static Size named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    int of(int full, int shortly) {
        return this == FULL ? full : shortly;
    }

    Duration seconds(double full, double shortly) {
        return Duration.ofMillis((long) (1000 * (this == FULL ? full : shortly)));
    }

    /** How often everything is measured, in turns. */
    int rounds() {
        return of(3, 1);
    }
}
