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
import org.springframework.kafka.listener.MessageListener;

/**
 * Gives what was polled together to a listener that waits for others: all keys at the same time, the records of one key
 * one after the other. Where the listener throws, that key ends, and from the first such record on all is offered again.
 */
final class KeysInParallel implements BatchMessageListener<byte[], byte[]> {

    private final String subscription;
    private final MessageListener<byte[], byte[]> listener;

    KeysInParallel(String subscription, MessageListener<byte[], byte[]> listener) {
        this.subscription = subscription;
        this.listener = listener;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        failures(records).stream()
                .min(comparingInt(failed -> records.indexOf(failed.record())))
                .ifPresent(first -> {
                    throw new BatchListenerFailedException(subscription + " waits", first.reason(), first.record());
                });
    }

    private record Failed(ConsumerRecord<byte[], byte[]> record, Throwable reason) {}

    private List<Failed> failures(List<ConsumerRecord<byte[], byte[]>> records) {
        var keys = byKey(records).stream().map(this::oneAfterTheOther).toList();
        var named = Thread.ofVirtual().name(subscription + "-", 0).factory();
        try (var threads = Executors.newThreadPerTaskExecutor(named)) {
            return threads.invokeAll(keys).stream()
                    .map(Future::resultNow)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(subscription + " was interrupted", e);
        }
    }

    private static Collection<List<ConsumerRecord<byte[], byte[]>>> byKey(
            List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .collect(groupingBy(record -> record.key() == null ? record : ByteBuffer.wrap(record.key())))
                .values();
    }

    private Callable<Optional<Failed>> oneAfterTheOther(List<ConsumerRecord<byte[], byte[]>> records) {
        return () -> {
            for (var record : records) {
                try {
                    listener.onMessage(record);
                } catch (RuntimeException | Error e) {
                    return Optional.of(new Failed(record, e));
                }
            }
            return Optional.empty();
        };
    }
}
