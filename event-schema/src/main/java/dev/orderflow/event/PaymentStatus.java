package dev.orderflow.event;

/** Where a payment stands. */
public enum PaymentStatus {
    SUCCEEDED,
    DECLINED,
    REFUNDED
}
