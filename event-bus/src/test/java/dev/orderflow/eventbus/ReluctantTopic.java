package dev.orderflow.eventbus;

import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.SharedServers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of which Kafka takes no record until this is closed. */
record ReluctantTopic(String topic, Admin admin) implements AutoCloseable {

    private static final String LARGEST = "max.message.bytes";

    static ReluctantTopic of(String name) {
        var topic = new ReluctantTopic(name, Admin.create(kafka()));
        topic.create();
        topic.alter(AlterConfigOp.OpType.SET);
        await().until(() -> !topic.takesRecords());
        return topic;
    }

    private void create() {
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(6), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof org.apache.kafka.common.errors.TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void alter(AlterConfigOp.OpType change) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var largest = new AlterConfigOp(new ConfigEntry(LARGEST, "1"), change);
        try {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(largest)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean takesRecords() throws InterruptedException {
        try (var producer = new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {'?'})).get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
    }

    @Override
    public void close() {
        alter(AlterConfigOp.OpType.DELETE);
        await().until(this::takesRecords);
        admin.close();
    }
}
