package dev.orderflow.order;

class OrderNotFound extends RuntimeException {

    OrderNotFound(String orderId) {
        super("There is no order " + orderId);
    }
}
