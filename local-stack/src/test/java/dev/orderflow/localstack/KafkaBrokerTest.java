package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaBrokerTest {
    private final KafkaBroker kafka = EmbeddedServers.kafka();

    @AfterEach
    void runAgain() {
        kafka.start();
    }

    @Test
    void acknowledgedRecordSurvivesKill() throws Exception {
        try (var admin = Admin.create(connection());
                var producer = new KafkaProducer<>(connection(), new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("survival", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("survival", "key", "fact")).get();
            kafka.kill();
            assertThat(kafka.running()).isFalse();
        }

        kafka.start();

        try (var consumer = new KafkaConsumer<>(connection(), new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("survival", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.poll(Duration.ofSeconds(20)))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).isEqualTo("fact"));
        }
    }

    @Test
    @Timeout(30)
    void startOfABrokerThatDiesFailsSoon() {
        kafka.kill();
        var start = CompletableFuture.runAsync(kafka::start);
        await().until(kafka::running);

        kafka.kill();

        assertThatThrownBy(start::join).hasCauseInstanceOf(StartFailure.class).hasMessageContaining("while starting");
    }

    private Map<String, Object> connection() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
