package dev.orderflow.localstack;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One part and the promise that it runs: when it dies it is started again, until somebody stops it. */
final class Supervised {
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LAST_DELAY = Duration.ofSeconds(5);

    private enum Wanted {
        DOWN,
        UP,
        GONE
    }

    final Part part;
    private final Consumer<String> console;
    private final ReentrantLock starting = new ReentrantLock();
    private Wanted wanted = Wanted.DOWN;

    Supervised(Part part, Consumer<String> console) {
        this.part = part;
        this.console = console;
        Thread.ofVirtual().name("supervise-" + part.name()).start(this::supervise);
    }

    void start() {
        starting.lock();
        try {
            if (wanted() != Wanted.GONE) {
                part.start();
                want(Wanted.UP);
            }
        } finally {
            starting.unlock();
        }
    }

    /** Stops it, and it stays down. */
    void stop() {
        want(Wanted.DOWN);
        part.stop();
        starting.lock(); // whoever was about to start it has done so now
        try {
            part.stop();
        } finally {
            starting.unlock();
        }
    }

    /** Stops it for good. */
    void end() {
        want(Wanted.GONE);
        stop();
    }

    /** Kills it for good, without waiting for anyone. */
    void endByForce() {
        want(Wanted.GONE);
        part.kill();
    }

    private void supervise() {
        var delay = FIRST_DELAY;
        while (awaitWanted()) {
            long up = System.nanoTime();
            part.onExit().join();
            if (!isWanted() || part.running()) {
                continue;
            }
            delay = System.nanoTime() - up > LAST_DELAY.toNanos() ? FIRST_DELAY : delay;
            console.accept("%s is down, starting it again in %d ms".formatted(part.name(), delay.toMillis()));
            pauseUnlessUnwanted(delay);
            startAgain();
            delay = delay.multipliedBy(2).compareTo(LAST_DELAY) < 0 ? delay.multipliedBy(2) : LAST_DELAY;
        }
    }

    private void startAgain() {
        starting.lock();
        try {
            if (isWanted()) {
                long begin = System.nanoTime();
                part.start();
                console.accept(String.format(
                        Locale.ROOT, "%s is up again after %.1f s", part.name(), (System.nanoTime() - begin) / 1e9));
            }
        } catch (RuntimeException | Error e) {
            if (isWanted()) {
                console.accept(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        } finally {
            starting.unlock();
        }
    }

    private synchronized Wanted wanted() {
        return wanted;
    }

    private boolean isWanted() {
        return wanted() == Wanted.UP;
    }

    private synchronized void want(Wanted now) {
        if (wanted != Wanted.GONE) {
            wanted = now;
            notifyAll();
        }
    }

    private synchronized boolean awaitWanted() {
        try {
            while (wanted == Wanted.DOWN) {
                wait();
            }
            return wanted == Wanted.UP;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private synchronized void pauseUnlessUnwanted(Duration delay) {
        long end = System.nanoTime() + delay.toNanos();
        try {
            for (long left = delay.toMillis();
                    wanted == Wanted.UP && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
