package dev.orderflow.payment;

import dev.orderflow.event.OrderEvent;
import dev.orderflow.eventbus.publishing.EventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
class RecordPayment {

    private final Payments payments;
    private final EventPublisher events;

    RecordPayment(Payments payments, EventPublisher events) {
        this.payments = payments;
        this.events = events;
    }

    /** Remembers what the gateway answered to an order's event, and announces it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void record(OrderEvent event, Outcome outcome) {
        if (outcome instanceof Outcome.NotAsked) {
            return;
        }
        var payment = payments.findForUpdate(event.key()).orElseGet(() -> Payment.of(event.order()));
        var news = payment.after(outcome);
        payments.save(payment);
        news.ifPresent(events::publish);
    }
}
