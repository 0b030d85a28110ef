package dev.orderflow.eventbus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.orderflow.localstack.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;

class SubscriptionStopTest {

    /** Whose consumers ask for what comes next, and would be answered after 29 s. */
    @Test
    void aServiceThatStopsLeavesItsGroupAtOnceAndAllThatItHandledIsAcknowledged() throws Exception {
        var service = RunningService.start("leaving", "spring.kafka.consumer.fetch-max-wait=29s");
        service.withNothingLeft().publish("left behind", 1);
        await().untilAsserted(() -> assertThat(service.effects("left behind")).containsExactly(1L));

        assertTimeout(Duration.ofSeconds(8), service::close);

        assertThat(stateOfGroup("leaving")).isEqualTo(GroupState.EMPTY);
        try (var accounts = TopicReader.of("accounts")) {
            assertThat(accounts.allAcknowledgedBy("leaving")).isTrue();
        }
    }

    private static GroupState stateOfGroup(String name) throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()))) {
            var groups = admin.describeConsumerGroups(List.of(name)).describedGroups();
            return requireNonNull(groups.get(name)).get().groupState();
        }
    }
}
