package dev.orderflow.notification;

import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import org.springframework.web.util.HtmlUtils;

/**
 * What a customer reads.
 *
 * @param news what became of the order, in a sentence
 * @param body what that means for the customer
 */
record Letter(String subject, String news, String body) {

    static Letter about(NotificationState notification) {
        var order = notification.orderId();
        var amount =
                notification.amount().amount() + " " + notification.amount().currency();
        return switch (notification.about()) {
            case "OrderConfirmed" ->
                letter("is confirmed", order, "Your payment of %s has arrived. Thank you!".formatted(amount));
            case "OrderRejected" ->
                letter(
                        "was rejected",
                        order,
                        "Your payment of %s was declined%s; nothing was charged."
                                .formatted(amount, because(notification)));
            case "OrderExpired" ->
                letter(
                        "has expired",
                        order,
                        "Your payment of %s did not arrive in time. Should it still arrive, it goes back to you."
                                .formatted(amount));
            case "OrderCancelled" ->
                letter(
                        "is cancelled",
                        order,
                        "As you asked. If you have paid the %s already, they go back to you.".formatted(amount));
            case "PaymentRefunded" ->
                letter("is refunded", order, "We have sent your payment of %s back to you.".formatted(amount));
            default ->
                throw new UnprocessableEventException("Nobody knows what to write about " + notification.about());
        };
    }

    String text() {
        return "%s%n%n%s%n%nOrderflow%n".formatted(news, body);
    }

    String html() {
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%s</title></head>
            <body><p><strong>%s</strong></p><p>%s</p><p>Orderflow</p></body>
            </html>
            """.formatted(HtmlUtils.htmlEscape(subject), HtmlUtils.htmlEscape(news), HtmlUtils.htmlEscape(body));
    }

    private static String because(NotificationState notification) {
        return notification.explanation() == null ? "" : " (%s)".formatted(notification.explanation());
    }

    private static Letter letter(String news, String order, String body) {
        var subject = "Your order %s %s".formatted(order, news);
        return new Letter(subject, subject + ".", body);
    }
}
