package dev.orderflow.event;

/** What became of an order. Each event carries the order's whole state after it. */
@Topic("orders")
public sealed interface OrderEvent extends Event
        permits OrderPlaced, OrderConfirmed, OrderRejected, OrderExpired, OrderCancelled {

    /** The order after this event. */
    OrderState order();

    @Override
    default String key() {
        return order().orderId();
    }
}
