package dev.orderflow.eventbus.consuming;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what nobody waits for. Too much of it is dropped, for the sweep does what was never done. */
final class Later implements Executor {

    private static final Logger log = LoggerFactory.getLogger(Later.class);
    private static final int MOST_TO_DO = 1000;

    private volatile @Nullable ThreadPoolExecutor thread;

    void start(String name) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_TO_DO),
                Thread.ofPlatform().name(name).factory(),
                new DiscardPolicy());
    }

    /** What is being done is finished, the rest is not begun. */
    void stop() {
        var stopping = thread;
        if (stopping != null) {
            stopping.getQueue().clear();
            stopping.shutdown();
        }
    }

    @Override
    public void execute(Runnable something) {
        var running = thread;
        if (running != null) {
            running.execute(() -> {
                try {
                    something.run();
                } catch (RuntimeException e) {
                    log.warn("Left for another time: {}", e.toString());
                }
            });
        }
    }
}
