package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;

/** A service that starts while Kafka is away has to be told so, by the exception that it waits upon. */
class TopicsTest {

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
