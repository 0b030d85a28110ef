package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;
import dev.orderflow.eventbus.publishing.NewEvent;
import dev.orderflow.localstack.SharedServers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** A service whose events are larger than usual, and described elsewhere. */
class LibraryTest {

    /** What somebody wrote at length. */
    @Topic("essays")
    public sealed interface EssayEvent extends Event permits Written {}

    /** A text. */
    public record Written(String title, String text) implements EssayEvent {
        @Override
        public String key() {
            return title;
        }
    }

    @Test
    void aLargeEventIsRelayedAndNamesItsSchema() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("essays", 1, (short) 1)
                            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "3000000"))))
                    .all()
                    .get();
        }
        try (var service = RunningService.start(
                        "library", "event-bus.max-event-size=2MB", "event-bus.schemas=https://library.example/");
                var essays = TopicReader.of("essays")) {
            var text = "x".repeat(1_500_000);
            service.transaction()
                    .execute(_ -> service.events().publish(new NewEvent(new Written("On Length", text), 1)));

            await().untilAsserted(
                            () -> assertThat(essays.recordsOf("On Length")).hasSize(1));
            assertThat(essays.headers(essays.recordsOf("On Length").getFirst()))
                    .containsEntry("ce_dataschema", "https://library.example/Written.json");
        }
    }
}
