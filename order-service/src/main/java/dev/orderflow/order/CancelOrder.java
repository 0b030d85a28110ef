package dev.orderflow.order;

import dev.orderflow.eventbus.publishing.EventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class CancelOrder {

    private final Orders orders;
    private final EventPublisher events;

    CancelOrder(Orders orders, EventPublisher events) {
        this.orders = orders;
        this.events = events;
    }

    /** Cancels an order that is pending or confirmed; what was paid for it is given back later. */
    @Transactional
    Order cancel(String orderId) {
        var order = orders.findForUpdate(orderId).orElseThrow(() -> new OrderNotFound(orderId));
        events.publish(order.cancelled());
        return order;
    }
}
