package dev.orderflow.benchmarks.load;

import dev.orderflow.localstack.SharedServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of six partitions, as all of orderflow's are. */
public record Topic(String name) {

    private static final int PARTITIONS = 6;

    /** Makes sure that it is there. */
    public Topic create() {
        try (var admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker()))) {
            admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Could not create " + name, e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Makes sure that it is there, and empty. */
    public Topic recreate() {
        try (var admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker()))) {
            if (admin.listTopics().names().get().contains(name)) {
                admin.deleteTopics(List.of(name)).all().get();
                while (admin.listTopics().names().get().contains(name)) {
                    LockSupport.parkNanos(50_000_000);
                }
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Could not empty " + name, e);
        }
        return create();
    }

    /** Waits until a group has so many consumers that have partitions of it. */
    public void awaitConsumers(String group, int consumers, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try (var admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker()))) {
            while (consumers(admin, group) != consumers) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("%s has %d consumers".formatted(group, consumers(admin, group)));
                }
                LockSupport.parkNanos(50_000_000);
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Could not ask for the consumers of " + group, e);
        }
    }

    private long consumers(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(described -> described.members().stream())
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(name)))
                    .count();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0; // yet
            }
            throw e;
        }
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }

    public static String broker() {
        return SharedServers.kafka().bootstrapServers();
    }

    /**
     * A producer with Kafka's own settings, which wait for all replicas and keep order.
     *
     * @param tuned whether no record waits for others, but what waits travels in larger batches, as orderflow's
     */
    public static KafkaProducer<String, String> producer(boolean tuned) {
        var config = new HashMap<String, Object>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker()));
        if (tuned) {
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        }
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }
}
