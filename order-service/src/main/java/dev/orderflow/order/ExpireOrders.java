package dev.orderflow.order;

import dev.orderflow.eventbus.publishing.EventPublisher;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Expires the orders that are still unpaid at their deadline. Instances of the service share the work. */
@Service
class ExpireOrders {

    private static final int MOST_AT_ONCE = 100;

    private final Orders orders;
    private final EventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    ExpireOrders(Orders orders, EventPublisher events, TransactionOperations transaction, Clock clock) {
        this.orders = orders;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1000)
    void expireOverdue() {
        while (Boolean.TRUE.equals(transaction.execute(_ -> expireSome()))) {}
    }

    /** @return whether there may be more */
    private boolean expireSome() {
        var overdue = orders.findOverdueForUpdate(clock.instant(), MOST_AT_ONCE);
        overdue.forEach(order -> events.publish(order.expired()));
        return overdue.size() == MOST_AT_ONCE;
    }
}
