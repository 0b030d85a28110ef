package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Hook;
import dev.orderflow.localstack.HookSink;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Customers who want to be called back. */
class WebhookTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HookSink receiver = Running.system().hooks();
    private final String path = "/" + UUID.randomUUID();

    @AfterEach
    void mendTheReceiver() {
        receiver.answer(200);
    }

    @Test
    void theCustomerIsToldByMailAndBySignedWebhook() {
        var order = place();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses(order)).containsExactly("EMAIL SENT", "WEBHOOK SENT"));
        assertThat(Shop.awaitMails(order)).hasSize(1);
        assertThat(hooks()).singleElement().satisfies(hook -> {
            assertThat(hook.valid()).isTrue();
            assertThat(hook.id()).isEqualTo(confirmation(order));
            assertThat(Http.JSON.readTree(hook.body()).path("type").asString()).isEqualTo("order.confirmed");
            assertThat(Http.JSON.readTree(hook.body()).at("/data/orderId").asString())
                    .isEqualTo(order);
        });
    }

    @Test
    void aReceiverThatFailsDoesNotDelayTheMailAndIsToldLater() {
        receiver.answer(500);
        var order = place();
        await().atMost(PATIENCE).until(() -> !hooks().isEmpty());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses(order)).containsExactly("EMAIL SENT", "WEBHOOK REQUESTED"));
        receiver.answer(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses(order)).containsExactly("EMAIL SENT", "WEBHOOK SENT"));
        assertThat(Shop.mails(order)).hasSize(1);
        assertThat(hooks()).extracting(Hook::answered).startsWith(200).contains(500);
        assertThat(hooks()).extracting(Hook::id).containsOnly(confirmation(order));
    }

    private String place() {
        var order = Shop.order("card-ok")
                .replace("\"items\"", "\"callbackUrl\":\"%s\",\"items\"".formatted(receiver.uri() + path));
        return Shop.place(order, path);
    }

    private List<Hook> hooks() {
        return receiver.hooks().stream()
                .filter(hook -> hook.path().equals(path))
                .toList();
    }

    private static List<String> statuses(String order) {
        var uri = Running.system().uri("notification-service").resolve("/notifications?orderId=" + order);
        return Http.get(uri)
                .path("notifications")
                .valueStream()
                .map(it ->
                        it.path("channel").asString() + " " + it.path("status").asString())
                .toList();
    }

    /** The id of the event that the webhook tells of. */
    private static String confirmation(String order) {
        return Http.get(Shop.orders().resolve("/event-log?type=OrderConfirmed&key=" + order))
                .path("events")
                .valueStream()
                .map(it -> it.at("/event/id").asString())
                .findFirst()
                .orElseThrow();
    }
}
