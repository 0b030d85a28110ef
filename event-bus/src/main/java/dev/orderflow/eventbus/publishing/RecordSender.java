package dev.orderflow.eventbus.publishing;

import dev.orderflow.eventbus.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/** Sends events to Kafka, in order, and waits until the brokers have them. */
final class RecordSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordSender.class);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Records records;
    private final Duration callEvery;
    private boolean hasSent;

    /**
     * @param callEvery how often {@code whileWaiting} is called, about, as long as the brokers have not acknowledged all
     */
    RecordSender(Producer<byte[], byte[]> producer, Topics topics, Records records, Duration callEvery) {
        this.producer = producer;
        this.topics = topics;
        this.records = records;
        this.callEvery = callEvery;
    }

    /**
     * What became of the events that were to be sent.
     *
     * @param events  those that Kafka has, the first ones; fewer than were given when it cannot take more now
     * @param refusal why the event after them is not among them, when Kafka refused it for good
     */
    record Sent(List<LoggedEvent> events, @Nullable SendFailed refusal) {}

    /**
     * Sends as many of the events as Kafka takes, the first ones first, and returns when those are acknowledged. The
     * first event of all is sent alone: while Kafka refuses it, nothing is sent again and again behind it.
     *
     * @param meanwhile    called once, when all of them are on their way
     * @param whileWaiting called again and again, with the event whose acknowledgement is awaited
     */
    Sent send(List<LoggedEvent> events, Runnable meanwhile, Consumer<LoggedEvent> whileWaiting) {
        var sending = new Sending(events, whileWaiting);
        if (!events.isEmpty() && !hasSent) {
            sending.offer(1);
            sending.awaitAll();
        }
        sending.offer(events.size());
        if (sending.isUnderWay(events.size())) {
            meanwhile.run();
        }
        sending.awaitAll();
        hasSent |= !sending.acknowledged().isEmpty();
        return new Sent(sending.acknowledged(), sending.refusal);
    }

    /** Some events on their way to Kafka. */
    private final class Sending {
        private final List<LoggedEvent> events;
        private final Consumer<LoggedEvent> whileWaiting;
        private final List<Future<RecordMetadata>> sent = new ArrayList<>();
        private int acknowledged;
        private long callAt = System.nanoTime() + callEvery.toNanos();
        private boolean isTaken = true;
        private @Nullable SendFailed refusal;

        Sending(List<LoggedEvent> events, Consumer<LoggedEvent> whileWaiting) {
            this.events = events;
            this.whileWaiting = whileWaiting;
        }

        boolean isUnderWay(int count) {
            return refusal == null && sent.size() == count;
        }

        List<LoggedEvent> acknowledged() {
            return events.subList(0, acknowledged);
        }

        /** Nothing may overtake an event that was not taken. */
        void offer(int upTo) {
            while (isTaken && refusal == null && sent.size() < upTo) {
                offer(events.get(sent.size()));
                callIfDue();
            }
        }

        private void offer(LoggedEvent event) {
            try {
                topics.ensure(event.topic());
            } catch (KafkaException e) {
                log.warn("Nothing is relayed: {}", e.getMessage());
                isTaken = false;
                return;
            }
            var future = producer.send(records.of(event));
            if (future.state() != Future.State.FAILED) {
                sent.add(future);
            } else if (future.exceptionNow() instanceof RetriableException e) {
                topics.forgetIfGone(event.topic(), e);
                isTaken = false;
            } else {
                refusal = new SendFailed(event, future.exceptionNow());
            }
        }

        void awaitAll() {
            while (acknowledged < sent.size()) {
                try {
                    sent.get(acknowledged).get(callAt - System.nanoTime(), TimeUnit.NANOSECONDS);
                    acknowledged++;
                } catch (TimeoutException _) {
                    // it is waited for again
                } catch (ExecutionException e) {
                    refusal = new SendFailed(
                            events.get(acknowledged), sent.get(acknowledged).exceptionNow());
                    return;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    refusal = new SendFailed(events.get(acknowledged), e);
                    return;
                }
                callIfDue();
            }
        }

        private void callIfDue() {
            if (System.nanoTime() - callAt >= 0) {
                whileWaiting.accept(events.get(Math.min(acknowledged, events.size() - 1)));
                callAt = System.nanoTime() + callEvery.toNanos();
            }
        }
    }

    /** Abandons what is not acknowledged yet: whoever relays next sends it again. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** Kafka refused an event. */
    static final class SendFailed extends RuntimeException {
        SendFailed(LoggedEvent event, Throwable cause) {
            super(
                    "%s v%d of %s at position %d was refused by Kafka: %s"
                            .formatted(event.type(), event.version(), event.key(), event.position(), cause),
                    cause);
        }
    }
}
