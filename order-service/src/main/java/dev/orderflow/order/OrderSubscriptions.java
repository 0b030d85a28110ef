package dev.orderflow.order;

import dev.orderflow.event.PaymentEvent;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What order-service listens to. */
@Configuration(proxyBeanMethods = false)
class OrderSubscriptions {

    @Bean
    Subscription<?> payments(Subscriptions subscriptions, DecideOrder decideOrder) {
        return subscriptions.to(PaymentEvent.class).handle(decideOrder::by);
    }
}
