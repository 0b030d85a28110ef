package dev.orderflow.eventbus.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.RunningService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer that cannot be made: as when the brokers' names are resolvable in one second and not in the next. */
class SubscriptionStartTest {

    private static final String SERVICE = "hesitant";

    /** The first event is handled by its second attempt, so both the main topic and the retry topics are listened to. */
    @Test
    void aSubscriptionWhoseConsumersCannotBeMadeStartsWhenTheyCan() {
        try (var service = RunningService.start(
                SERVICE,
                "event-bus.retry.delays=50ms,1h",
                "spring.kafka.consumer.properties.interceptor.classes=" + Refusals.class.getName())) {
            service.handled().fail("first-come", 1, new IllegalStateException("broken by the test"));
            service.publish("first-come", 1);

            await().untilAsserted(
                            () -> assertThat(service.effects("first-come")).containsExactly(1L));
            assertThat(Refusals.MADE).hasValue(4);
        }
    }

    /** Spring ends a consumer's thread by an error, for good. */
    @Test
    void aSubscriptionWhoseConsumerEndsByItselfListensAgain() {
        try (var service = RunningService.start(
                        Endings.SERVICE,
                        "spring.kafka.consumer.properties.interceptor.classes=" + Endings.class.getName())
                .withNothingLeft()) {
            Endings.ARMED.set(true);
            service.publish("outlives its consumer", 1);

            await().untilAsserted(() ->
                    assertThat(service.effects("outlives its consumer")).containsExactly(1L));
            assertThat(Endings.ARMED).isFalse();
        }
    }

    /** Who is started while Kafka is away does not make those wait whose turn has come. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "nobody.invalid:9092"})
    void headsAreAttemptedAlsoWhileKafkaIsAway(String address) {
        var account = "overdue at " + address;
        try (var service =
                RunningService.start("earlybird", "event-bus.retry.delays=1h").withNothingLeft()) {
            service.handled().fail(account, 1, new IllegalStateException("broken by the test"));
            service.publish(account, 1);
            await().until(() -> service.jdbc()
                            .sql("update event_bus.parked set not_before = clock_timestamp(), changed_at = '-infinity'")
                            .update()
                    == 1);
        }
        try (var service = RunningService.start(
                "earlybird", "event-bus.retry.overdue=400ms", "spring.kafka.bootstrap-servers=" + address)) {
            await().untilAsserted(() -> assertThat(service.effects(account)).containsExactly(1L));
        }
    }

    /** Ends the consumer that brings a record. */
    public static final class Endings extends Untouched {

        private static final String SERVICE = "mortal";
        private static final AtomicBoolean ARMED = new AtomicBoolean();

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (ARMED.compareAndSet(true, false)) {
                throw new LinkageError("broken by the test");
            }
            return records;
        }
    }

    /** Refuses the service's consumer of the main topic once, and then that of the retry topics. */
    public static final class Refusals extends Untouched {

        private static final AtomicInteger MADE = new AtomicInteger();
        private static final Set<Integer> REFUSED = Set.of(1, 3);

        @Override
        public void configure(Map<String, ?> config) {
            if (SERVICE.equals(config.get(ConsumerConfig.GROUP_ID_CONFIG))
                    && REFUSED.contains(MADE.incrementAndGet())) {
                throw new IllegalStateException("refused by the test");
            }
        }
    }

    abstract static class Untouched implements ConsumerInterceptor<byte[], byte[]> {

        @Override
        public void configure(Map<String, ?> config) {}

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}
    }
}
