package dev.orderflow.event;

/** Where an order stands. Every status but {@link #PENDING} and {@link #CONFIRMED} is final. */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    REJECTED,
    EXPIRED,
    CANCELLED
}
