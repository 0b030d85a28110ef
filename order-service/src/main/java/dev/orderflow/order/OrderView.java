package dev.orderflow.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
        String id,
        OrderStatus status,
        @Nullable String reason,
        String customerId,
        String email,
        @Nullable URI callbackUrl,
        String paymentMethod,
        List<OrderState.Item> items,
        Money total,
        Instant placedAt,
        Instant expiresAt) {

    static OrderView of(Order order) {
        var state = order.state();
        return of(state, state.status(), state.reason());
    }

    /** The order as it was when it was placed, so that the same request gets the same answer for ever. */
    static OrderView asPlaced(Order order) {
        return of(order.state(), OrderStatus.PENDING, null);
    }

    private static OrderView of(OrderState order, OrderStatus status, @Nullable String reason) {
        return new OrderView(
                order.orderId(),
                status,
                reason,
                order.customer().customerId(),
                order.customer().email(),
                order.customer().callbackUrl(),
                order.paymentMethod(),
                order.items(),
                order.total(),
                order.placedAt(),
                order.expiresAt());
    }
}
