package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.RawEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is on a topic, from its beginning to the moment of asking. */
final class TopicReader {

    /** The header by which a forged record is known. */
    static final String FORGED = "forged";

    private TopicReader() {}

    static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var config = new HashMap<>(broker());
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10); // closing waits for it
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < end.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    static List<RawEvent> events(String topic, String key) {
        return records(topic).stream()
                .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                .map(record -> RawEvent.parse(record.value()))
                .toList();
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
    }

    /** The partition of a key. */
    static int partition(String topic, String key) {
        return await().atMost(Running.PATIENCE)
                .until(
                        () -> records(topic).stream()
                                .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .partition();
    }

    static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), UTF_8);
    }

    /** The ids of all events on a topic, but for the records that a test forged. */
    static List<String> ids(String topic) {
        return records(topic).stream()
                .map(TopicReader::headers)
                .filter(headers -> !headers.containsKey(FORGED))
                .map(headers -> headers.getOrDefault("ce_id", ""))
                .toList();
    }

    /** Sends a record that no service sent, and marks it. */
    static void forge(ProducerRecord<byte[], byte[]> record, String mark) {
        record.headers().add(FORGED, mark.getBytes(UTF_8));
        try (var producer = new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(producer.send(record)).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** Sends records once more, as a broker's or an operator's mistake would. */
    static void sendAgain(List<ConsumerRecord<byte[], byte[]>> records) {
        try (var producer = new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream()
                    .map(each -> producer.send(new ProducerRecord<>(
                            each.topic(), each.partition(), each.key(), each.value(), each.headers())))
                    .toList();
            producer.flush();
            assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ZERO));
        }
    }

    /** Waits until every consumer group has read all that is on its main topics, when something new is on all of them. */
    static void awaitConsumed() {
        try (var admin = Admin.create(broker())) {
            await().atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(lags(admin)).isEmpty());
        }
    }

    /** What groups lack of the topics that they have read from; a partition that they have not read counts as a whole. */
    private static Map<String, Long> lags(Admin admin) throws ExecutionException, InterruptedException {
        var lags = new TreeMap<String, Long>();
        for (var group : admin.listGroups().all().get()) {
            var read = admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            var topics = read.keySet().stream()
                    .map(TopicPartition::topic)
                    .filter(topic -> !topic.contains("."))
                    .collect(Collectors.toSet());
            var latest = admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                var offset = read.get(end.getKey());
                lags.put(
                        group.groupId() + " " + end.getKey(),
                        end.getValue().offset() - (offset == null ? 0 : offset.offset()));
            }
        }
        lags.values().removeIf(lag -> lag == 0);
        return lags;
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", Running.system().kafka().bootstrapServers());
    }
}
