package dev.orderflow.event;

import org.jspecify.annotations.Nullable;

/**
 * The payment of one order as it stood after an event.
 *
 * @param paymentId payment-service's own name for it
 * @param reason    why the gateway declined; null in every other status
 */
public record PaymentState(
        String paymentId,
        String orderId,
        Customer customer,
        PaymentStatus status,
        Money amount,
        String paymentMethod,
        @Nullable String reason) {}
