package dev.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.benchmarks.BenchmarkService.Count;
import dev.orderflow.benchmarks.BenchmarkService.Instance;
import dev.orderflow.localstack.SharedServers;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How fast a subscription works off a backlog when its handler updates a row and publishes an event, beside a bare
 * listener that does the same in a transaction per record, with no inbox and no retry.
 */
final class SubscriptionBenchmark {

    private static final int RUNS = 3;

    static void run(Table table, int backlog) {
        try (var publisher = Instance.start("backlog")) {
            publisher.publish(0, backlog);
            for (int run = 0; run < RUNS; run++) {
                double ours = subscription(backlog, run);
                double bare = bareListener(backlog, run);
                table.row("subscription: update and publish", "%,.0f events/s", ours);
                table.row("bare listener: the same SQL", "%,.0f events/s", bare);
                table.row("subscription to bare listener", "%.2f times", ours / bare);
            }
        }
    }

    private static double subscription(int backlog, int run) {
        try (var instance = Instance.start(
                "counting" + run, "count=true", "event-bus.relay.enabled=false", "logging.level.dev.orderflow=warn")) {
            return eventsPerSecond(instance, backlog);
        }
    }

    private static double bareListener(int backlog, int run) {
        try (var instance = Instance.start("bare" + run, "event-bus.relay.enabled=false")) {
            var count = instance.context().getBean(Count.class);
            var transaction = instance.context().getBean(TransactionTemplate.class);
            var properties = new ContainerProperties("benchmarks");
            properties.setGroupId("bare" + run);
            properties.setMessageListener((MessageListener<byte[], byte[]>)
                    record -> transaction.executeWithoutResult(_ -> count.count(new String(record.key(), UTF_8))));
            var container = new ConcurrentMessageListenerContainer<byte[], byte[]>(
                    new DefaultKafkaConsumerFactory<>(
                            Map.of(
                                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                    SharedServers.kafka().bootstrapServers(),
                                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                    "earliest"),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer()),
                    properties);
            container.start();
            try {
                return eventsPerSecond(instance, backlog);
            } finally {
                container.stop();
            }
        }
    }

    /** From the first event handled to the last. */
    private static double eventsPerSecond(Instance instance, int backlog) {
        awaitCount(instance, 1);
        long start = System.nanoTime();
        long before = counted(instance);
        awaitCount(instance, backlog);
        return (backlog - before) / ((System.nanoTime() - start) / 1e9);
    }

    private static void awaitCount(Instance instance, long count) {
        while (counted(instance) < count) {
            Thread.onSpinWait();
        }
    }

    private static long counted(Instance instance) {
        return instance.jdbc()
                .sql("select coalesce(sum(number), 0), pg_sleep(0.02) from counter")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private SubscriptionBenchmark() {}
}
