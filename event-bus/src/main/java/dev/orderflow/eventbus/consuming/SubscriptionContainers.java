package dev.orderflow.eventbus.consuming;

import static java.util.Objects.requireNonNull;

import dev.orderflow.eventbus.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
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
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final List<Running> subscriptions;
    private final Topics topics;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

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

        boolean isListening() {
            return listens(main) && listens(retry);
        }

        void listen() {
            for (var container : List.of(main, retry)) {
                if (!listens(container)) {
                    startAgain(container);
                }
            }
        }

        /** Not if one of its consumers has ended by itself, as by an error that no handler has thrown. */
        private static boolean listens(ConcurrentMessageListenerContainer<?, ?> container) {
            return container.isRunning() && container.isInExpectedState();
        }

        private static void startAgain(ConcurrentMessageListenerContainer<?, ?> container) {
            container.stop();
            try {
                container.start();
            } catch (RuntimeException e) {
                container.stop(); // half started is not started
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

    /** One whose consumers end again and again is not started all the time: each start is felt by the whole group. */
    private void keepListening(Running subscription, CountDownLatch stopping) {
        var pause = PAUSE;
        try {
            do {
                try {
                    if (subscription.isListening()) {
                        pause = PAUSE;
                    } else {
                        subscription.ensure(topics);
                        listenUnless(stopping, subscription);
                        pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
                    }
                } catch (RuntimeException e) {
                    log.warn("{} waits for Kafka: {}", subscription.name(), e.toString());
                }
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void listenUnless(CountDownLatch stopping, Running subscription) {
        if (stopping.getCount() > 0) {
            subscription.listen();
            log.info("{} listens", subscription.name());
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        stopAll();
    }

    private synchronized void stopAll() {
        inParallel(subscriptions.stream().map(each -> each::stop));
    }

    /** However few processors there are: each waits for what its handlers are doing. */
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
