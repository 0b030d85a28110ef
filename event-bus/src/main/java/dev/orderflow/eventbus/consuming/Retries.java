package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/**
 * Attempts the heads that travel through the retry topics when they are due. A copy is acknowledged as it arrives and
 * waits in memory; the row of its head is what counts, and a head that is overdue, because its copy was never sent, was
 * lost, or waited in a process that died, is sent again, or attempted without a copy while Kafka takes none.
 */
final class Retries implements MessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Retries.class);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_IN_A_ROW = 100;
    private static final int MOST_HELD = 50_000;

    private final String topic;
    private final Parking<?> parking;
    private final ParkedKeys parkedKeys;
    private final UnreadableRecords unreadableRecords;
    private final Copies copies;
    private final Later later;
    private final Duration pause;
    private final Duration overdue;
    private final int attemptsAtOnce;
    private final Clock clock;

    /** The copies that wait here or are being attempted: while one is, the same one again is ignored. */
    private final Set<Copy> held = ConcurrentHashMap.newKeySet();

    private ScheduledThreadPoolExecutor attempts = new ScheduledThreadPoolExecutor(0);
    private ScheduledThreadPoolExecutor sweeps = new ScheduledThreadPoolExecutor(0);

    Retries(
            String topic,
            Parking<?> parking,
            ParkedKeys parkedKeys,
            UnreadableRecords unreadableRecords,
            Copies copies,
            Later later,
            Duration pause,
            Duration overdue,
            int attemptsAtOnce,
            Clock clock) {
        this.topic = topic;
        this.parking = parking;
        this.parkedKeys = parkedKeys;
        this.unreadableRecords = unreadableRecords;
        this.copies = copies;
        this.later = later;
        this.pause = pause;
        this.overdue = overdue;
        this.attemptsAtOnce = attemptsAtOnce;
        this.clock = clock;
    }

    void start(String name) {
        later.start(name + "-copies");
        attempts = threads(attemptsAtOnce, name + "-retry-");
        sweeps = threads(1, name + "-sweep-");
        var _ = sweeps.scheduleWithFixedDelay(this::sweep, 0, overdue.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor threads(int most, String name) {
        var threads = new ScheduledThreadPoolExecutor(
                most, Thread.ofPlatform().name(name, 0).factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return threads;
    }

    /** What is being attempted is finished; what waits for its time is overdue then, and another instance finds it. */
    void stop() {
        later.stop();
        sweeps.shutdown();
        attempts.shutdown();
        try {
            if (!attempts.awaitTermination(5, TimeUnit.SECONDS)) {
                attempts.shutdownNow();
            }
            sweeps.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        held.clear();
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        try {
            hold(Copy.of(topic, record));
        } catch (RuntimeException | Error e) {
            log.error(
                    "Ignored {}@{}, which is no copy of a parked event: {}",
                    record.topic(),
                    record.offset(),
                    e.toString());
        }
    }

    private void hold(Copy copy) {
        long delay = Duration.between(clock.instant(), copy.notBefore()).toNanos();
        if (held.size() < MOST_HELD && held.add(copy)) { // of more, the sweep finds those that are overdue
            schedule(copy, delay);
        }
    }

    private void schedule(Copy copy, long nanos) {
        var _ = attempts.schedule(() -> drain(copy, () -> parkedKeys.find(copy)), nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Attempts the head of a key, and then those behind it, until one fails, none is left, or this stops. After many of
     * them it is the turn of other keys.
     */
    private void drain(Copy first, Supplier<Optional<Parked>> head) {
        var current = first;
        try {
            int attempted = 0;
            for (var next = head.get();
                    next.isPresent() && !attempts.isShutdown();
                    next = parking.attempt(next.get())) {
                var copy = Copy.of(next.get());
                held.add(copy);
                if (!copy.equals(current)) {
                    held.remove(current);
                }
                current = copy;
                if (attempted++ == MOST_IN_A_ROW) {
                    schedule(current, 0);
                    return;
                }
            }
            held.remove(current);
        } catch (RuntimeException | Error e) {
            log.warn("{} of {} waits: {}", current.eventId(), current.key(), e.toString());
            if (!attempts.isShutdown()) {
                schedule(current, pause.toNanos());
            }
        }
    }

    private void sweep() {
        try {
            parkedKeys.claimOverdue(overdue, MOST_AT_ONCE).forEach(this::takeUp);
            parkedKeys.expired(clock.instant(), MOST_AT_ONCE).forEach(this::settleExpired);
            for (var record : unreadableRecords.notCopied(overdue, MOST_AT_ONCE)) {
                if (copies.send(record)) {
                    unreadableRecords.copied(record);
                }
            }
        } catch (RuntimeException | Error e) {
            log.warn("Overdue copies wait: {}", e.toString());
        }
    }

    /** Sends a copy, or, if Kafka does not take it, attempts a head that is due without one. */
    private void takeUp(ParkedKeys.Overdue found) {
        var head = found.head();
        var isDue = !head.notBefore().isAfter(clock.instant());
        if (!parking.send(head, found.error()) && head.state() == State.RETRYING && isDue) {
            hold(Copy.of(head));
        }
    }

    private void settleExpired(Parked parked) {
        var copy = Copy.of(parked);
        if (held.add(copy)) { // or its attempt will come, and find that it is expired
            attempts.execute(() -> drain(copy, () -> parking.settle(parked, Settlement.EXPIRED)));
        }
    }
}
