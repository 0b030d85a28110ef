package dev.orderflow.notification.webhook;

import dev.orderflow.event.NotificationState;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** What a webhook says: the same bytes at every attempt. */
final class Payload {

    private static final JsonMapper JSON = new JsonMapper();

    private Payload() {}

    static byte[] of(NotificationState notification) {
        var payload = JSON.createObjectNode()
                .put("type", type(notification.about()))
                .put("timestamp", notification.occurredAt().toString());
        var data = payload.putObject("data").put("orderId", notification.orderId());
        data.putObject("amount")
                .put("amount", notification.amount().amount().toPlainString())
                .put("currency", notification.amount().currency().getCurrencyCode());
        if (notification.explanation() != null) {
            data.put("explanation", notification.explanation());
        }
        return JSON.writeValueAsBytes(payload);
    }

    /** {@code OrderConfirmed} is {@code order.confirmed}: types are grouped by the words before the full stop. */
    private static String type(String event) {
        return event.replaceAll("(?<=[a-z])(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
    }
}
