package dev.orderflow.eventbus.consuming;

import static java.util.Objects.requireNonNull;

import dev.orderflow.eventbus.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Lets every subscription listen as soon as its topics exist, so that a service starts while Kafka is down, and again when
 * one of its consumers has ended. Heads are attempted meanwhile, and those whose time is over are settled.
 */
final class SubscriptionContainers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionContainers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Running> subscriptions;
    private final Topics topics;
    private CountDownLatch stopped = new CountDownLatch(0);

    /** A subscription, with the consumers of its topic and of its retry topics. */
    record Running(
            String name,
            ConcurrentMessageListenerContainer<byte[], byte[]> main,
            ConcurrentMessageListenerContainer<byte[], byte[]> retry,
            Retries retries) {

        void ensure(Topics topics) {
            topicsOf(main).forEach(topics::ensure);
            topicsOf(retry).forEach(topics::ensureForCopies);
        }

        private static Stream<String> topicsOf(ConcurrentMessageListenerContainer<?, ?> container) {
            return Arrays.stream(
                    requireNonNull(container.getContainerProperties().getTopics()));
        }

        /** Not if one of its consumers has ended by itself, as by an error that no handler has thrown. */
        boolean isListening() {
            return Stream.of(main, retry).allMatch(each -> each.isRunning() && each.isInExpectedState());
        }

        void listen() {
            stopListening(); // those consumers that are left
            try {
                main.start();
                retry.start();
            } catch (RuntimeException e) {
                stopListening(); // half started is not started
                throw e;
            }
        }

        private void stopListening() {
            inParallel(Stream.of(main::stop, retry::stop));
        }

        void stop() {
            stopListening();
            retries.stop();
        }
    }

    SubscriptionContainers(List<Running> subscriptions, Topics topics) {
        this.subscriptions = subscriptions;
        this.topics = topics;
    }

    @Override
    public void start() {
        var stopping = new CountDownLatch(1);
        stopped = stopping;
        for (var subscription : subscriptions) {
            subscription.retries().start(subscription.name());
            Thread.ofVirtual().name(subscription.name()).start(() -> keepListening(subscription, stopping));
        }
    }

    private void keepListening(Running subscription, CountDownLatch stopping) {
        try {
            do {
                try {
                    if (!subscription.isListening()) {
                        subscription.ensure(topics);
                        listenUnless(stopping, subscription);
                    }
                } catch (RuntimeException e) {
                    log.warn("{} waits for Kafka: {}", subscription.name(), e.toString());
                }
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void listenUnless(CountDownLatch stopping, Running subscription) {
        if (stopping.getCount() > 0) {
            subscription.listen();
        }
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        inParallel(subscriptions.stream().map(each -> each::stop));
    }

    /** A consumer that closes waits for its group, however few processors there are. */
    private static void inParallel(Stream<Runnable> tasks) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tasks.forEach(threads::execute);
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
