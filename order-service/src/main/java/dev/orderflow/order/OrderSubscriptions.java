package dev.orderflow.order;

import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.PaymentEvent;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import dev.orderflow.eventbus.consuming.Watch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What order-service listens to. */
@Configuration(proxyBeanMethods = false)
class OrderSubscriptions {

    @Bean
    Subscription<?> payments(Subscriptions subscriptions, DecideOrder decideOrder) {
        return subscriptions.to(PaymentEvent.class).handle(decideOrder::by);
    }

    /** Tells clients that wait here of what any instance of order-service did. */
    @Bean
    Watch<?> ordersForWaitingClients(WaitingClients waiting) {
        return new Watch<>(OrderEvent.class, waiting::wake, waiting::wakeAll);
    }
}
