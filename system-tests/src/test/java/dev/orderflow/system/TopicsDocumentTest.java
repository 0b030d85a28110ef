package dev.orderflow.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document knows every topic that the broker has, and who listens to it. */
class TopicsDocumentTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final JsonNode document =
            new YAMLMapper().readTree(Path.of("..", "docs", "asyncapi.yaml").toFile());

    @Test
    void everyTopicIsDescribed() throws Exception {
        Shop.awaitMails(Shop.place("card-ok"));
        try (var admin = admin()) {
            var topics = admin.listTopics().names().get();

            assertThat(topics).contains("orders", "payments", "notifications");
            assertThat(topics)
                    .filteredOn(topic -> !topic.equals("schedule")) // another test's
                    .allMatch(topic -> addresses()
                            .anyMatch(address -> address.matcher(topic).matches()));
        }
    }

    @Test
    void everySubscriptionIsDescribedAndNoOther() throws Exception {
        Shop.awaitMails(Shop.place("card-ok"));
        var described = new HashSet<String>();
        for (var operation : document.path("operations")) {
            if (operation.path("action").asString().equals("receive")) {
                var channel = operation.at("/channel/$ref").asString().replaceFirst(".*/", "");
                described.add(operation.at("/bindings/kafka/groupId/const").asString() + " to " + channel);
            }
        }
        try (var admin = admin()) {
            await().atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(subscriptions(admin)).isEqualTo(described));
        }
    }

    /** As {@code payment-service to orders}. */
    private static Set<String> subscriptions(Admin admin) throws Exception {
        var subscriptions = new HashSet<String>();
        for (var group : admin.listGroups().all().get()) {
            admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get().keySet().stream()
                    .map(TopicPartition::topic)
                    .filter(topic -> !topic.contains("."))
                    .forEach(topic -> subscriptions.add(group.groupId() + " to " + topic));
        }
        return subscriptions;
    }

    private Stream<Pattern> addresses() {
        return StreamSupport.stream(document.path("channels").spliterator(), false)
                .map(channel -> Pattern.compile(PARAMETER
                        .matcher(channel.path("address").asString().replace(".", "\\."))
                        .replaceAll(
                                parameter -> values(channel.path("parameters").path(parameter.group(1))))));
    }

    private static String values(JsonNode parameter) {
        return parameter.has("enum")
                ? parameter.path("enum").valueStream().map(JsonNode::asString).collect(joining("|", "(", ")"))
                : "[0-9]+";
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Running.system().kafka().bootstrapServers()));
    }
}
