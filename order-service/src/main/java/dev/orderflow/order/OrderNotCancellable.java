package dev.orderflow.order;

import dev.orderflow.event.OrderStatus;

class OrderNotCancellable extends RuntimeException {

    OrderNotCancellable(String orderId, OrderStatus status) {
        super("Order %s is %s and cannot be cancelled".formatted(orderId, status));
    }
}
