package dev.orderflow.notification;

import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;

/** What a customer reads. */
record Letter(String subject, String body) {

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
                        "Your payment of %s was declined; nothing was charged.".formatted(amount));
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

    private static Letter letter(String news, String order, String body) {
        var subject = "Your order %s %s".formatted(order, news);
        return new Letter(subject, "%s.%n%n%s%n%nOrderflow%n".formatted(subject, body));
    }
}
