package dev.orderflow.eventbus.consuming;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.SharedTopics;
import dev.orderflow.localstack.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Copies that Kafka does not take. */
class CopiesTest {

    private final Refusing kafka = new Refusing();
    private Instant now = Instant.EPOCH;
    private boolean unresolved;
    private final Copies copies =
            new Copies(this::producer, SharedTopics.of(1), ((InstantSource) () -> now).withZone(UTC));
    private final Parked head = new RetryPlan(
                    "copier", List.of(Duration.ZERO), ((InstantSource) () -> now).withZone(UTC))
            .afterFirst(
                    Arrival.of(Deliveries.of("accounts", "ada", 1)), new IllegalStateException("broken by the test"));

    /** A sweep that finds a hundred heads would wait ten seconds for each. */
    @Test
    void whenKafkaIsAwayTheNextCopiesAreNotSentForSomeSeconds() {
        kafka.reason = new TimeoutException("away");
        assertThat(isSent()).isFalse();
        kafka.reason = null;

        assertThat(isSent()).isFalse();
        now = now.plus(Copies.PAUSE);
        assertThat(isSent()).isTrue();
    }

    @Test
    void aCopyThatKafkaRefusesHoldsUpNoOther() {
        kafka.reason = new RecordTooLargeException("refused by the test");
        assertThat(isSent()).isFalse();
        kafka.reason = null;

        assertThat(isSent()).isTrue();
    }

    /** As of a container that is away: there is no producer for it. */
    @Test
    void aBrokerWithoutAnAddressIsAway() {
        unresolved = true;
        assertThat(isSent()).isFalse();
        unresolved = false;
        assertThat(isSent()).isFalse();
        now = now.plus(Copies.PAUSE);

        assertThat(isSent()).isTrue();
    }

    @Test
    void aTopicThatSomebodyDeletedIsMadeAgain() throws Exception {
        assertThat(isSent()).isTrue();
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()))) {
            admin.deleteTopics(List.of(head.retryTopic())).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(head.retryTopic()));
            kafka.reason = new TimeoutException("not in the metadata", new UnknownTopicOrPartitionException());
            assertThat(isSent()).isFalse();
            kafka.reason = null;

            assertThat(isSent()).isTrue();
            await().until(() -> admin.listTopics().names().get().contains(head.retryTopic()));
        }
    }

    /** A producer that takes nothing for some reason. */
    private static final class Refusing extends MockProducer<byte[], byte[]> {
        private @Nullable RuntimeException reason;

        Refusing() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return reason == null ? super.send(record) : CompletableFuture.failedFuture(reason);
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (unresolved) {
            throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
        }
        return kafka;
    }

    private boolean isSent() {
        return copies.send(head, (@Nullable String) null);
    }
}
