package dev.orderflow.localstack;

import java.util.concurrent.CompletableFuture;

/** One part of the running system, which can be started, stopped and broken. */
public interface Part extends AutoCloseable {
    String name();

    /** Starts it, or does nothing while it runs; returns when it is ready. */
    void start();

    boolean running();

    /** Completes when what {@link #start} started has ended, whoever ended it. */
    CompletableFuture<?> onExit();

    /** Ends it gracefully; returns when it is gone. */
    void stop();

    /** Ends it with SIGKILL. */
    void kill();

    /** Makes it hang: it keeps its port and its connections, and does nothing. */
    void pause();

    void resume();

    @Override
    default void close() {
        stop();
    }
}
