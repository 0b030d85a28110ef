package dev.orderflow.eventbus.publishing;

import dev.orderflow.eventbus.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.kafka.KafkaException;

/** Sends events to Kafka, in order, and waits until the brokers have them. */
final class RecordSender implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Records records;

    RecordSender(Producer<byte[], byte[]> producer, Topics topics, Records records) {
        this.producer = producer;
        this.topics = topics;
        this.records = records;
    }

    /**
     * Sends as many of the events as Kafka takes, the first ones first, and returns when those are acknowledged.
     *
     * @param meanwhile    called once, when all of them are on their way
     * @param whileWaiting called about once a second as long as the brokers do not answer
     * @return the events that Kafka has; fewer than were given when it cannot take more now
     * @throws SendFailed when Kafka refuses an event for good
     */
    List<LoggedEvent> send(List<LoggedEvent> events, Runnable meanwhile, Runnable whileWaiting) {
        var sent = new ArrayList<Future<RecordMetadata>>(events.size());
        for (var event : events) {
            if (!offer(event, sent)) {
                break; // nothing may overtake an event that was not taken
            }
        }
        if (sent.size() == events.size()) {
            meanwhile.run();
        }
        for (int i = 0; i < sent.size(); i++) {
            await(events.get(i), sent.get(i), whileWaiting);
        }
        return events.subList(0, sent.size());
    }

    private boolean offer(LoggedEvent event, List<Future<RecordMetadata>> sent) {
        try {
            topics.ensure(event.topic());
        } catch (KafkaException e) {
            return false;
        }
        var future = producer.send(records.of(event));
        if (future.state() == Future.State.FAILED) {
            if (future.exceptionNow() instanceof RetriableException) {
                return false;
            }
            throw new SendFailed(event, future.exceptionNow());
        }
        return sent.add(future);
    }

    private static void await(LoggedEvent event, Future<RecordMetadata> future, Runnable whileWaiting) {
        while (true) {
            try {
                future.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                whileWaiting.run();
            } catch (ExecutionException e) {
                throw new SendFailed(event, future.exceptionNow());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SendFailed(event, e);
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
