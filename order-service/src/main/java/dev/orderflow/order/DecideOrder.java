package dev.orderflow.order;

import static java.util.Objects.requireNonNullElse;

import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentEvent;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.publishing.EventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
class DecideOrder {

    private final Orders orders;
    private final EventPublisher events;

    DecideOrder(Orders orders, EventPublisher events) {
        this.orders = orders;
        this.events = events;
    }

    /** Confirms or rejects a pending order by what became of its payment; an order that is decided stays so. */
    @Transactional(propagation = Propagation.MANDATORY)
    void by(PaymentEvent event) {
        var order = orders.findForUpdate(event.key()).orElseThrow(() -> new OrderNotFound(event.key()));
        if (!order.isPending()) {
            return;
        }
        switch (event) {
            case PaymentSucceeded _ -> events.publish(order.confirmed());
            case PaymentDeclined declined ->
                events.publish(
                        order.rejected(requireNonNullElse(declined.payment().reason(), "payment declined")));
            case PaymentRefunded _ -> {} // follows a cancellation or an expiry, and changes nothing here
        }
    }
}
