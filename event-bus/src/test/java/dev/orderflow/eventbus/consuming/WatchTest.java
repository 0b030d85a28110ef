package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.TestApplication.AccountEvent;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.localstack.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;

/** What watches hear, on a real broker. */
class WatchTest {

    private static final String KAFKA = SharedServers.kafka().bootstrapServers();
    private static final KafkaAdmin ADMIN = new KafkaAdmin(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA));
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private final String topic = "watched-" + UUID.randomUUID();

    @BeforeEach
    void createTopic() {
        ADMIN.createOrModifyTopics(new NewTopic(topic, 2, (short) 1));
    }

    @AfterAll
    static void close() {
        PRODUCER.close();
    }

    @Test
    void everyInstanceHearsWhatHappensFromNowOn() throws Exception {
        publish("before", 0);
        try (var one = Ear.open(topic, WatchTest::consumer);
                var other = Ear.open(topic, WatchTest::consumer)) {
            one.awaitMissed(1);
            other.awaitMissed(1);

            publish("a", 0);
            publish("b", 1);

            one.awaitHeard("a", "b");
            other.awaitHeard("a", "b");
        }
    }

    @Test
    void aPartitionThatIsAddedLaterIsHeardFromItsBeginning() throws Exception {
        try (var ear = Ear.open(topic, WatchTest::consumer)) {
            ear.awaitMissed(1);
            try (var admin = Admin.create(ADMIN.getConfigurationProperties())) {
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                        .all()
                        .get();
            }
            await().until(() -> PRODUCER.partitionsFor(topic).size() == 3);
            publish("new", 2);
            publish("old", 0);

            ear.awaitHeard("new", "old");
        }
    }

    @Test
    void aWatchBeginsAgainWhenKafkaFailsItAndSaysSo() throws Exception {
        var failures = new AtomicInteger(1);
        try (var ear = Ear.open(topic, () -> {
            if (failures.getAndDecrement() > 0) {
                throw new KafkaException("not there yet");
            }
            return consumer();
        })) {
            ear.awaitMissed(1);
            publish("a", 0);

            ear.awaitHeard("a");
        }
    }

    @Test
    void aWatchWaitsForATopicThatItsBrokerDoesNotKnowYet() throws Exception {
        var asked = new AtomicInteger();
        try (var ear = Ear.open(topic, () -> new Client() {
            @Override
            public List<PartitionInfo> partitionsFor(String name) {
                return asked.incrementAndGet() == 1 ? List.of() : super.partitionsFor(name);
            }
        })) {
            ear.awaitMissed(1);
            publish("a", 0);

            ear.awaitHeard("a");
        }
    }

    @Test
    void aWatchThatStopsClosesItsConsumerUninterrupted() {
        var interrupted = new CompletableFuture<Boolean>();
        try (var ear = Ear.open(topic, () -> new Client() {
            @Override
            public void close() {
                interrupted.complete(Thread.currentThread().isInterrupted());
                super.close();
            }
        })) {
            ear.awaitMissed(1);
        }
        assertThat(interrupted).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(false);
    }

    private static Consumer<byte[], byte[]> consumer() {
        return new Client();
    }

    private static class Client extends KafkaConsumer<byte[], byte[]> {
        Client() {
            super(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            KAFKA,
                            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                            500,
                            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                            10,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }
    }

    /** As of a test's context that makes room for another one. */
    @Test
    void aWatchThatWasStoppedCanBeStartedAgain() throws Exception {
        try (var ear = Ear.open(topic, WatchTest::consumer)) {
            ear.awaitMissed(1);
            ear.watchers().stop();
            ear.watchers().start();
            ear.awaitMissed(2);

            publish("a", 0);
            ear.awaitHeard("a");
        }
    }

    private void publish(String key, int partition) throws Exception {
        PRODUCER.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), new byte[0]))
                .get();
    }

    /** A running watch and what it has heard. */
    private record Ear(Watchers watchers, List<String> heard, AtomicInteger missed) implements AutoCloseable {

        static Ear open(String topic, Supplier<Consumer<byte[], byte[]>> consumers) {
            var heard = new CopyOnWriteArrayList<String>();
            var missed = new AtomicInteger();
            var watch = new Watch<>(AccountEvent.class, heard::add, missed::incrementAndGet);
            var watchers = new Watchers(List.of(new Watching(topic, watch, new Topics(ADMIN, 2), consumers)));
            watchers.start();
            return new Ear(watchers, heard, missed);
        }

        void awaitMissed(int times) {
            await().until(() -> missed.get() >= times);
        }

        void awaitHeard(String... keys) {
            await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder(keys));
        }

        @Override
        public void close() {
            watchers.stop();
        }
    }
}
