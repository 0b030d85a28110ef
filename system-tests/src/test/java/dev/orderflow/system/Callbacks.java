package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Hook;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a customer hears by mail and by webhook, and what notification-service says of it. */
final class Callbacks {

    private Callbacks() {}

    /** Places an order whose customer wants to be called back. */
    static String place() {
        var path = "/" + UUID.randomUUID();
        var receiver = Running.system().hooks().uri() + path;
        return Shop.place(
                Shop.order("card-ok").replace("\"items\"", "\"callbackUrl\":\"%s\",\"items\"".formatted(receiver)),
                path);
    }

    static List<Hook> hooks(String order) {
        return Running.system().hooks().hooks().stream()
                .filter(hook -> hook.body().contains(order))
                .toList();
    }

    static void awaitNotifications(String order, String... expected) {
        await().atMost(Running.PATIENCE)
                .untilAsserted(() -> assertThat(notifications(order))
                        .extracting(it -> it.path("channel").asString() + " "
                                + it.path("status").asString())
                        .containsExactly(expected));
    }

    static List<JsonNode> notifications(String order) {
        return Http.get(Running.system().uri("notification-service").resolve("/notifications?orderId=" + order))
                .path("notifications")
                .valueStream()
                .toList();
    }

    /** The id of the event that the webhook tells of. */
    static String confirmation(String order) {
        return Http.get(Shop.orders().resolve("/event-log?type=OrderConfirmed&key=" + order))
                .at("/events/0/event/id")
                .asString();
    }
}
