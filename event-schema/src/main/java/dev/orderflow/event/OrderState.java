package dev.orderflow.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stood after an event.
 *
 * @param paymentMethod what the customer pays with, as the payment gateway knows it
 * @param expiresAt     the order's deadline: unpaid by then, it expires
 * @param reason        why the order was rejected; null in every other status
 */
public record OrderState(
        String orderId,
        Customer customer,
        OrderStatus status,
        List<Item> items,
        Money total,
        String paymentMethod,
        Instant placedAt,
        Instant expiresAt,
        @Nullable String reason) {

    public OrderState {
        items = List.copyOf(items);
    }

    /**
     * A line of the order.
     *
     * @param sku      what is ordered
     * @param quantity how many, at least 1
     */
    public record Item(String sku, int quantity, Money unitPrice) {}
}
