package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventTime;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/**
 * Sends copies of failed events to the retry and dead-letter topics. When Kafka is found to be away, nothing is sent for
 * some seconds: who has many copies does not wait for each of them.
 */
final class Copies implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Copies.class);
    private static final int SECONDS_TO_SEND = 10;
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Topics topics;
    private final Clock clock;
    private volatile Instant awayUntil = Instant.MIN;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param producers makes one when a copy is sent, which fails while Kafka's address is not known */
    Copies(Supplier<Producer<byte[], byte[]>> producers, Topics topics, Clock clock) {
        this.producers = producers;
        this.topics = topics;
        this.clock = clock;
    }

    /** Sends the copy of a head to its next topic. Returns false when Kafka did not take it: it can be sent later. */
    boolean send(Parked parked, @Nullable String failure) {
        var topic = parked.state() == State.DEAD ? parked.deadLetterTopic() : parked.retryTopic();
        var headers = new RecordHeaders(parked.head().headers().toArray());
        set(headers, EventHeaders.ATTEMPT, Integer.toString(parked.attempt()));
        set(headers, EventHeaders.NOT_BEFORE, EventTime.print(parked.notBefore()));
        set(headers, EventHeaders.FAILED_TOPIC, parked.head().topic());
        if (failure != null) {
            set(headers, EventHeaders.FAILURE, failure);
        }
        return send(
                topic,
                parked.head().event().key().getBytes(UTF_8),
                parked.head().value(),
                headers);
    }

    /** Sends a record that holds no event to the dead-letter topic. */
    boolean send(Unreadable record) {
        var headers = new RecordHeaders(record.headers().toArray());
        set(headers, EventHeaders.FAILED_TOPIC, record.topic());
        set(headers, EventHeaders.FAILURE, record.reason());
        return send(record.deadLetterTopic(), record.key(), record.value(), headers);
    }

    private boolean send(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        if (clock.instant().isBefore(awayUntil)) {
            return false;
        }
        try {
            topics.ensureForCopies(topic);
            producer()
                    .send(new ProducerRecord<>(topic, null, key, value, headers))
                    .get(SECONDS_TO_SEND, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException
                | TimeoutException
                | KafkaException
                | org.apache.kafka.common.KafkaException e) { // a container that is away has no address
            log.warn("No copy on {} yet: {}", topic, e.toString());
            if (isAway(topic, e)) {
                awayUntil = clock.instant().plus(PAUSE);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isAway(String topic, Exception e) {
        if (e instanceof TimeoutException) {
            return true;
        }
        var reason = e instanceof org.apache.kafka.common.KafkaException ? e : e.getCause();
        if (reason instanceof ApiException) {
            return reason instanceof RetriableException && !topics.forgetIfGone(topic, reason);
        }
        return reason instanceof org.apache.kafka.common.KafkaException; // no broker was asked
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(SECONDS_TO_SEND));
        }
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
