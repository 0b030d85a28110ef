package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.EventFamily;
import dev.orderflow.eventbus.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Starts every subscription as soon as its topic exists, so that a service starts while Kafka is down. */
final class SubscriptionContainers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionContainers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Running> subscriptions;
    private final Topics topics;
    private CountDownLatch stopped = new CountDownLatch(0);

    private record Running(
            Subscription<?> subscription, ConcurrentMessageListenerContainer<byte[], byte[]> container) {}

    SubscriptionContainers(
            List<Subscription<?>> subscriptions,
            Topics topics,
            Function<Subscription<?>, ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        this.subscriptions = subscriptions.stream()
                .map(subscription -> new Running(subscription, containers.apply(subscription)))
                .toList();
        this.topics = topics;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        for (var running : subscriptions) {
            Thread.ofVirtual().name(running.subscription().name()).start(() -> start(running));
        }
    }

    private void start(Running running) {
        var topic = EventFamily.of(running.subscription().events()).topic();
        try {
            do {
                try {
                    topics.ensure(topic);
                    startUnlessStopped(running);
                    return;
                } catch (KafkaException e) {
                    log.warn("{} waits for topic {}: {}", running.subscription().name(), topic, e.getMessage());
                }
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void startUnlessStopped(Running running) {
        if (isRunning()) {
            running.container().start();
        }
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        subscriptions.parallelStream().forEach(running -> running.container().stop());
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
