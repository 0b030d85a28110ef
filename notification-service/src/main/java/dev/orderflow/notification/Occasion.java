package dev.orderflow.notification;

import dev.orderflow.event.Customer;
import dev.orderflow.event.Event;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.OrderExpired;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentEvent;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.consuming.Delivery;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that the customer is to be told of.
 *
 * @param explanation why it happened, when there is something to explain
 */
record Occasion(
        String orderId,
        Customer customer,
        Money amount,
        String about,
        String eventId,
        Instant occurredAt,
        @Nullable String explanation) {

    static Optional<Occasion> of(OrderEvent event, Delivery delivery) {
        return switch (event) {
            case OrderConfirmed _, OrderRejected _, OrderExpired _, OrderCancelled _ ->
                Optional.of(of(
                        event,
                        event.order().customer(),
                        event.order().total(),
                        event.order().reason(),
                        delivery));
            case OrderPlaced _ -> Optional.empty();
        };
    }

    static Optional<Occasion> of(PaymentEvent event, Delivery delivery) {
        return switch (event) {
            case PaymentRefunded(var payment) ->
                Optional.of(of(event, payment.customer(), payment.amount(), payment.reason(), delivery));
            case PaymentSucceeded _, PaymentDeclined _ -> Optional.empty(); // the order's own event tells
        };
    }

    private static Occasion of(
            Event event, Customer customer, Money amount, @Nullable String explanation, Delivery delivery) {
        return new Occasion(
                event.key(),
                customer,
                amount,
                event.getClass().getSimpleName(),
                delivery.eventId(),
                delivery.createdAt(),
                explanation);
    }
}
