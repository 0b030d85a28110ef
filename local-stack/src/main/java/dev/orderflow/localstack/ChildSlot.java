package dev.orderflow.localstack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The child that a part runs in, if it runs: one after the other as it is started again. */
final class ChildSlot {
    private volatile @Nullable Child child;

    Child fill(Child started) {
        child = started;
        return started;
    }

    boolean running() {
        return child != null && child.alive();
    }

    CompletableFuture<?> onExit() {
        return child == null ? CompletableFuture.completedFuture(null) : child.onExit();
    }

    void stop(String signal, Duration patience) {
        if (child != null && child.alive()) {
            child.stop(signal, patience);
        }
    }

    void kill() {
        if (child != null) {
            child.kill();
        }
    }

    void pause() {
        if (child != null) {
            child.pause();
        }
    }

    void resume() {
        if (child != null) {
            child.resume();
        }
    }
}
