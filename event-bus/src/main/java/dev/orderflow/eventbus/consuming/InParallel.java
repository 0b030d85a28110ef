package dev.orderflow.eventbus.consuming;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Gives what was polled together to a listener in parts, all at the same time. The records of a key are in one part, in
 * their order. Where the listener fails, that part ends, and from the first such record on all is offered again.
 */
final class InParallel implements BatchMessageListener<byte[], byte[]> {

    /** So many records, about, are worth a transaction of their own. */
    private static final int WORTH_A_LANE = 50;

    private final String subscription;
    private final Sharing sharing;
    private final BatchMessageListener<byte[], byte[]> listener;

    /** In which part of what was polled a record is. */
    private interface Sharing {
        Object partOf(ConsumerRecord<byte[], byte[]> record, int polled);
    }

    private InParallel(String subscription, Sharing sharing, BatchMessageListener<byte[], byte[]> listener) {
        this.subscription = subscription;
        this.sharing = sharing;
        this.listener = listener;
    }

    /** Each key by itself, for a listener that waits for others. */
    static InParallel keys(String subscription, BatchMessageListener<byte[], byte[]> listener) {
        return new InParallel(subscription, (record, _) -> key(record), listener);
    }

    /**
     * A part for every fifty records, for a listener that handles many in one transaction.
     *
     * @param most of these parts
     */
    static InParallel lanes(String subscription, int most, BatchMessageListener<byte[], byte[]> listener) {
        return new InParallel(
                subscription,
                (record, polled) -> Math.floorMod(key(record).hashCode(), Math.clamp(polled / WORTH_A_LANE, 1, most)),
                listener);
    }

    private static Object key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? record : ByteBuffer.wrap(record.key());
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var parts = records.stream().collect(groupingBy(record -> sharing.partOf(record, records.size())));
        handle(parts.values()).stream()
                .min(comparingInt(failure -> records.indexOf(failure.getRecord())))
                .ifPresent(first -> {
                    throw first;
                });
    }

    /** Where the parts failed. */
    private List<BatchListenerFailedException> handle(Collection<List<ConsumerRecord<byte[], byte[]>>> parts) {
        var named = Thread.ofVirtual().name(subscription + "-", 0).factory();
        try (var threads = Executors.newThreadPerTaskExecutor(named)) {
            return threads.invokeAll(parts.stream().map(this::handle).toList()).stream()
                    .map(Future::resultNow)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(subscription + " was interrupted", e);
        }
    }

    private Callable<Optional<BatchListenerFailedException>> handle(List<ConsumerRecord<byte[], byte[]>> part) {
        return () -> {
            try {
                listener.onMessage(part);
                return Optional.empty();
            } catch (BatchListenerFailedException e) {
                return Optional.of(e);
            } catch (RuntimeException | Error e) {
                return Optional.of(new BatchListenerFailedException(subscription + " waits", e, part.getFirst()));
            }
        };
    }
}
