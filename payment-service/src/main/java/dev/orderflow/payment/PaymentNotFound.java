package dev.orderflow.payment;

class PaymentNotFound extends RuntimeException {

    PaymentNotFound(String paymentId) {
        super("There is no payment " + paymentId);
    }
}
