package dev.orderflow.order;

import dev.orderflow.eventbus.publishing.EventPublisher;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class PlaceOrder {

    private final Orders orders;
    private final IdempotencyKeys idempotencyKeys;
    private final EventPublisher events;
    private final Clock clock;

    PlaceOrder(Orders orders, IdempotencyKeys idempotencyKeys, EventPublisher events, Clock clock) {
        this.orders = orders;
        this.idempotencyKeys = idempotencyKeys;
        this.events = events;
        this.clock = clock;
    }

    /** Places an order, or finds the one that the same request with the same key placed before. */
    @Transactional
    Order place(NewOrder request, @Nullable IdempotencyKey key) {
        var order = Order.place(request, clock.instant());
        if (key != null) {
            var earlier = idempotencyKeys.claim(key, request, order.getId());
            if (earlier.isPresent()) {
                return orders.findById(earlier.get()).orElseThrow(() -> new OrderNotFound(earlier.get()));
            }
        }
        var placed = order.placed();
        orders.save(order);
        events.publish(placed, order.expiresAt());
        return order;
    }
}
