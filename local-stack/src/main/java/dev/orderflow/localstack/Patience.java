package dev.orderflow.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what only polling can tell. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Patience() {}

    /** True as soon as the condition holds, false when it does not in time or the thread is interrupted. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** Waits until a child answers; says what is in its log when it dies instead, or takes too long. */
    static void untilReady(String name, Child child, Duration limit, Path log, BooleanSupplier ready) {
        if (!until(limit, () -> !child.alive() || ready.getAsBoolean())) {
            child.kill();
            throw new StartFailure(name + " was not ready after " + limit.toSeconds() + " s. The end of " + log + ":\n"
                    + Folders.tail(log));
        }
        if (!child.alive()) {
            throw new StartFailure(name + " ended with exit code " + child.exitCode() + " while starting. The end of "
                    + log + ":\n" + Folders.tail(log));
        }
    }
}
