package dev.orderflow.eventbus.publishing;

import dev.orderflow.eventbus.EventBusProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Moves the event log to Kafka: loses nothing, and keeps the order of each key. Of all instances of a service, one
 * relays at a time.
 */
final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** What is published within this shares a call. */
    private static final Duration LINGER_BEFORE_CALL = Duration.ofMillis(2);

    /**
     * While several publish at a time, what they publish travels together, and the more so the more there is: every page costs two
     * statements and a request, however full it is.
     */
    private static final Duration LINGER_PER_EVENT = Duration.ofNanos(500_000);

    private static final int MOST_LINGERED_FOR = 10;

    private final RelayTable table;
    private final RelayCalls calls;
    private final Supplier<RecordSender> senders;
    private final EventBusProperties.Relay properties;
    private final RelayHealth health;
    private final Clock clock;
    private final Semaphore published = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;

    /** What the relay last waited for; it may be acknowledged by now. */
    private @Nullable LoggedEvent awaited;

    Relay(
            RelayTable table,
            RelayCalls calls,
            Supplier<RecordSender> senders,
            EventBusProperties.Relay properties,
            RelayHealth health,
            Clock clock) {
        this.table = table;
        this.calls = calls;
        this.senders = senders;
        this.properties = properties;
        this.health = health;
        this.clock = clock;
    }

    /** Says that there is something new in the event log. */
    void wake() {
        if (published.availablePermits() == 0) { // where nobody relays, nobody takes them
            published.release();
        }
    }

    private void run() {
        while (running) {
            try {
                var lease = table.acquire();
                if (lease.isPresent()) {
                    relay(lease.get());
                } else {
                    health.standsBy();
                    if (rest(properties.lease().dividedBy(5))) {
                        calls.call();
                        LockSupport.parkNanos(LINGER_BEFORE_CALL.toNanos());
                    }
                }
            } catch (LeaseEnded e) {
                log.info("{}", e.getMessage());
            } catch (RuntimeException | Error e) {
                health.failed(e);
                log.error("The relay stopped, and will start again where it was", e);
                rest(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void relay(RelayTable.Lease lease) {
        log.info("Relaying from position {} in epoch {}", lease.cursor(), lease.epoch());
        var progress = new RelayProgress(lease);
        var pages = new RelayPages(table, properties.batchSize(), published::drainPermits);
        var renewal = properties.lease().dividedBy(3);
        var longestRest = Collections.min(List.of(properties.pollInterval(), renewal));
        long savedAt = System.nanoTime() - renewal.toNanos();
        try (var sender = senders.get();
                var _ = calls.listen(this::wake)) {
            while (running) {
                var page = pages.next(progress);
                var due = Due.of(page, clock.instant());
                var alive = due.alive();
                var sent =
                        sender.send(alive, () -> pages.readAhead(progress, page), awaited -> waitFor(awaited, lease));
                int count = sent.events().size();
                var done = progress.advance(page, due.reached(count).size());
                if (!done.isEmpty() || System.nanoTime() - savedAt >= renewal.toNanos()) {
                    progress.bound(save(lease, done, due.expired(count)));
                    savedAt = System.nanoTime();
                }
                if (sent.refusal() != null) {
                    throw sent.refusal();
                }
                if (count < alive.size()) {
                    health.waits(alive.get(count));
                    rest(PAUSE_AFTER_FAILURE);
                } else {
                    health.relays();
                    if (!pages.isFull(page)) {
                        linger(page.events().size());
                        rest(longestRest);
                    }
                }
            }
        } finally {
            table.release(lease.epoch());
        }
    }

    private static void linger(int events) {
        if (events > 1) { // an event alone does not wait
            LockSupport.parkNanos(LINGER_PER_EVENT.toNanos() * Math.min(events, MOST_LINGERED_FOR));
        }
    }

    private long save(RelayTable.Lease lease, List<Positions> done, List<Long> expired) {
        return table.save(lease.epoch(), done, expired)
                .orElseThrow(() -> new LeaseEnded(("The lease of epoch %d is over: another instance relays,"
                                + " or the database has lost what was saved")
                        .formatted(lease.epoch())));
    }

    /** Keeps the lease, which is shorter than Kafka may take for a page. */
    private void waitFor(LoggedEvent event, RelayTable.Lease lease) {
        if (event.equals(awaited)) {
            health.waits(event);
        }
        awaited = event;
        if (!running) {
            throw new LeaseEnded("Stopped while Kafka did not answer");
        }
        save(lease, List.of(), List.of());
    }

    /** Waits until something is published, or the time is over; says whether something was. */
    private boolean rest(Duration time) {
        try {
            boolean woken = published.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
            published.drainPermits();
            return woken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
            return false;
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("relay").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            if (thread != null) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isAutoStartup() {
        return properties.enabled();
    }

    /** This instance no longer relays. */
    private static final class LeaseEnded extends RuntimeException {
        LeaseEnded(String message) {
            super(message);
        }
    }
}
