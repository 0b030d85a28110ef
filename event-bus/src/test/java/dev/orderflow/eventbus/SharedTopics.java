package dev.orderflow.eventbus;

import dev.orderflow.localstack.SharedServers;
import java.util.Map;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics of the broker that all tests share. */
public final class SharedTopics {

    private SharedTopics() {}

    /** Makes topics of so many partitions each. */
    public static Topics of(int partitions) {
        return new Topics(
                new KafkaAdmin(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers())), partitions);
    }
}
