package dev.orderflow.eventbus.consuming;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Runs every watch, each on a thread of its own. */
final class Watchers implements SmartLifecycle {

    private final List<Watching> watches;
    private List<Thread> threads = List.of();

    Watchers(List<Watching> watches) {
        this.watches = watches;
    }

    @Override
    public void start() {
        threads = watches.stream()
                .map(each -> Thread.ofPlatform().daemon().name("watch").start(each))
                .toList();
    }

    @Override
    public void stop() {
        watches.forEach(Watching::stop);
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
