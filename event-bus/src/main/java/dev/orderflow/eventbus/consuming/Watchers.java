package dev.orderflow.eventbus.consuming;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Runs every watch, each on a thread of its own. */
final class Watchers implements SmartLifecycle {

    private final List<Watching> watches;

    Watchers(List<Watching> watches) {
        this.watches = watches;
    }

    @Override
    public void start() {
        watches.forEach(Watching::start);
    }

    @Override
    public void stop() {
        watches.forEach(Watching::stop);
    }

    @Override
    public boolean isRunning() {
        return watches.stream().anyMatch(Watching::isRunning);
    }
}
