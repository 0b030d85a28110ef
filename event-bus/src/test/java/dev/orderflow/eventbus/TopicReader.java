package dev.orderflow.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.SharedServers;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads a topic from its beginning, and writes to it what a test wants to arrive. */
final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    static TopicReader of(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                SharedServers.kafka().bootstrapServers(),
                "fetch.max.wait.ms",
                10); // closing waits for it
        return new TopicReader(topic, config);
    }

    private TopicReader(String topic, Map<String, Object> config) {
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        var partitions =
                await()
                        .pollInSameThread()
                        .until(() -> consumer.partitionsFor(topic), found -> !found.isEmpty())
                        .stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records so far. */
    List<ConsumerRecord<byte[], byte[]>> all() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        }
        return List.copyOf(records);
    }

    /** The records of a key so far. */
    List<ConsumerRecord<byte[], byte[]>> recordsOf(String key) {
        return all().stream()
                .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                .toList();
    }

    /** Whether a subscription has acknowledged all that is on the topic. */
    boolean allAcknowledgedBy(String subscription) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers(), "group.id", subscription);
        try (var member = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var committed = member.committed(consumer.assignment());
            return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                    .filter(end -> end.getValue() > 0)
                    .allMatch(end -> Optional.ofNullable(committed.get(end.getKey()))
                            .filter(acknowledged -> acknowledged.offset() == end.getValue())
                            .isPresent());
        }
    }

    Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
    }

    CloudEvent cloudEvent(ConsumerRecord<byte[], byte[]> record) {
        try (var deserializer = new CloudEventDeserializer()) {
            return deserializer.deserialize(record.topic(), record.headers(), record.value());
        }
    }

    void sendAgain(ConsumerRecord<byte[], byte[]> record) {
        send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), record.headers()));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        var sent = producer.send(record);
        producer.flush();
        assertThat(sent).succeedsWithin(Duration.ZERO);
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
