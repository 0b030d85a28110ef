package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/**
 * Attempts the heads that travel through the retry topics when they are due. A copy is acknowledged as it arrives and
 * waits in memory; the row of its head is what counts, and a head that is overdue, because its copy was never sent, was
 * lost, or waited in a process that died, is sent again.
 */
final class Retries implements MessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Retries.class);
    private static final int THREADS = 3;
    private static final int MOST_AT_ONCE = 100;

    private final String topic;
    private final Parking<?> parking;
    private final ParkedKeys parkedKeys;
    private final UnreadableRecords unreadableRecords;
    private final Copies copies;
    private final Duration pause;
    private final Duration overdue;
    private final Clock clock;
    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);

    Retries(
            String topic,
            Parking<?> parking,
            ParkedKeys parkedKeys,
            UnreadableRecords unreadableRecords,
            Copies copies,
            Duration pause,
            Duration overdue,
            Clock clock) {
        this.topic = topic;
        this.parking = parking;
        this.parkedKeys = parkedKeys;
        this.unreadableRecords = unreadableRecords;
        this.copies = copies;
        this.pause = pause;
        this.overdue = overdue;
        this.clock = clock;
    }

    void start(String name) {
        timer = Executors.newScheduledThreadPool(
                THREADS, Thread.ofPlatform().name(name + "-retry-", 0).factory());
        var _ = timer.scheduleWithFixedDelay(this::sweep, 0, overdue.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        try {
            var copy = Copy.of(topic, record);
            schedule(copy, Duration.between(clock.instant(), copy.notBefore()));
        } catch (RuntimeException e) {
            log.error(
                    "Ignored {}@{}, which is no copy of a parked event: {}",
                    record.topic(),
                    record.offset(),
                    e.toString());
        }
    }

    private void schedule(Copy copy, Duration delay) {
        var _ = timer.schedule(() -> attempt(copy), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attempt(Copy copy) {
        try {
            parkedKeys.find(copy).ifPresent(parking::attempt);
        } catch (RuntimeException e) {
            log.warn("{} waits: {}", copy.key(), e.toString());
            schedule(copy, pause);
        }
    }

    private void sweep() {
        try {
            parkedKeys.claimOverdue(overdue, MOST_AT_ONCE).forEach(parked -> parking.send(parked, "overdue"));
            parkedKeys
                    .expired(clock.instant(), MOST_AT_ONCE)
                    .forEach(
                            parked -> parking.settle(parked, Settlement.EXPIRED).ifPresent(parking::attempt));
            for (var record : unreadableRecords.notCopied(overdue, MOST_AT_ONCE)) {
                if (copies.send(record)) {
                    unreadableRecords.copied(record);
                }
            }
        } catch (RuntimeException e) {
            log.warn("Overdue copies wait: {}", e.toString());
        }
    }
}
