package dev.orderflow.event;

/** What became of the payment of an order. Each event carries the payment's whole state after it. */
@Topic("payments")
public sealed interface PaymentEvent extends Event permits PaymentSucceeded, PaymentDeclined, PaymentRefunded {

    /** The payment after this event. */
    PaymentState payment();

    @Override
    default String key() {
        return payment().orderId();
    }
}
