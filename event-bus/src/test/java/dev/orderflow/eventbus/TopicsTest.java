package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.SharedServers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;

class TopicsTest {

    private final Map<String, Object> config =
            Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());

    @Test
    void aTopicKeepsItsEventsForEver() {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "kept");
        new Topics(new KafkaAdmin(config), 1).ensure(topic.name());

        try (var admin = Admin.create(config)) {
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(admin.describeConfigs(List.of(topic))
                                    .all()
                                    .get()
                                    .values())
                            .singleElement()
                            .extracting(kept -> Stream.of(
                                            TopicConfig.RETENTION_MS_CONFIG,
                                            TopicConfig.RETENTION_BYTES_CONFIG,
                                            TopicConfig.CLEANUP_POLICY_CONFIG)
                                    .map(each -> kept.get(each).value() + " "
                                            + kept.get(each).isDefault())
                                    .toList())
                            .isEqualTo(List.of("-1 false", "-1 false", "delete false")));
        }
    }

    /** Later events of a key would go to another partition, and overtake those that are still on the old one. */
    @Test
    void aTopicThatExistsKeepsItsPartitions() throws Exception {
        try (var admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic("narrow", 2, (short) 1)))
                    .all()
                    .get();

            new Topics(new KafkaAdmin(config), 6).ensure("narrow");

            assertThat(admin.describeTopics(List.of("narrow"))
                            .allTopicNames()
                            .get()
                            .values())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(2));
        }
    }

    /** A service that starts while Kafka is away has to be told so, by the exception that it waits upon. */
    @Test
    void aBrokerWithoutAnAddressCannotBeAsked() {
        var topics = new Topics(new KafkaAdmin(Map.of("bootstrap.servers", "nobody.invalid:9092")), 1);

        assertThatThrownBy(() -> topics.ensure("orders"))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("orders");
    }
}
