package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.eventbus.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a watched topic: all its partitions, those that are added later too, in no group and from its end. */
final class Watching {

    private static final Logger log = LoggerFactory.getLogger(Watching.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String topic;
    private final Watch<?> watch;
    private final Topics topics;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    Watching(String topic, Watch<?> watch, Topics topics, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.watch = watch;
        this.topics = topics;
        this.consumers = consumers;
    }

    void start() {
        var stopping = new CountDownLatch(1);
        stopped = stopping;
        Thread.ofPlatform().daemon().name("watch").start(() -> run(stopping));
    }

    private void run(CountDownLatch stopping) {
        try {
            do {
                try {
                    topics.ensure(topic);
                    watch(stopping);
                } catch (WakeupException e) {
                    return;
                } catch (RuntimeException e) {
                    log.warn("The watch of {} begins again: {}", topic, e.toString());
                }
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(CountDownLatch stopping) {
        try (var made = consumers.get()) {
            consumer = made;
            listen(made, stopping);
        }
    }

    private void listen(Consumer<byte[], byte[]> consumer, CountDownLatch stopping) {
        while (stopping.getCount() > 0) {
            if (assignWhatIsNew(consumer)) {
                tell(watch.missed());
            }
            for (var event : consumer.poll(POLL)) {
                if (event.key() != null) {
                    tell(() -> watch.changed().accept(new String(event.key(), UTF_8)));
                }
            }
        }
    }

    /** @return whether there are partitions that have not been read so far */
    private boolean assignWhatIsNew(Consumer<byte[], byte[]> consumer) {
        var all = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .collect(Collectors.toSet());
        if (all.isEmpty()) {
            throw new KafkaException("The broker does not know " + topic + " yet");
        }
        var known = Set.copyOf(consumer.assignment());
        if (known.containsAll(all)) {
            return false;
        }
        consumer.assign(all);
        if (known.isEmpty()) {
            consumer.seekToEnd(all);
            all.forEach(consumer::position); // the end as it is now, not as it is at the first poll
        } else {
            var added = new HashSet<>(all);
            added.removeAll(known);
            consumer.seekToBeginning(added);
        }
        return true;
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.error("Whoever watches {} failed", topic, e);
        }
    }

    boolean isRunning() {
        return stopped.getCount() > 0;
    }

    void stop() {
        stopped.countDown();
        var waiting = consumer;
        if (waiting != null) {
            waiting.wakeup();
        }
    }
}
