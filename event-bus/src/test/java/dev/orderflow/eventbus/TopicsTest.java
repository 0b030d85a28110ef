package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.SharedServers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;

class TopicsTest {

    @Test
    void aTopicKeepsItsEventsForEver() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "kept");
        new Topics(new KafkaAdmin(config), 1).ensure(topic.name());

        try (var admin = Admin.create(config)) {
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(admin.describeConfigs(List.of(topic))
                                    .all()
                                    .get()
                                    .values())
                            .singleElement()
                            .extracting(kept ->
                                    kept.get(TopicConfig.RETENTION_MS_CONFIG).value())
                            .isEqualTo("-1"));
        }
    }

    /** A service that starts while Kafka is away has to be told so, by the exception that it waits upon. */
    @Test
    void aBrokerWithoutAnAddressCannotBeAsked() {
        var topics = new Topics(new Unresolvable(), 1);

        assertThatThrownBy(() -> topics.ensure("orders"))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("orders");
    }

    /** As the client of a broker whose name nobody knows. */
    private static final class Unresolvable extends KafkaAdmin {
        Unresolvable() {
            super(Map.of());
        }

        @Override
        public void createOrModifyTopics(NewTopic... topics) {
            throw new org.apache.kafka.common.KafkaException("Failed to create new KafkaAdminClient");
        }
    }
}
