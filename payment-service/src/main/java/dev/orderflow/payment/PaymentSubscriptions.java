package dev.orderflow.payment;

import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.OrderExpired;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What payment-service listens to. */
@Configuration(proxyBeanMethods = false)
class PaymentSubscriptions {

    @Bean
    Subscription<?> orders(Subscriptions subscriptions, Gateway gateway, RecordPayment recordPayment) {
        return subscriptions
                .to(OrderEvent.class)
                .first(event -> settle(event, gateway))
                .handle(recordPayment::record);
    }

    private static Outcome settle(OrderEvent event, Gateway gateway) {
        return switch (event) {
            case OrderPlaced placed -> gateway.charge(placed.order());
            case OrderCancelled cancelled -> gateway.voidCharge(cancelled.order());
            case OrderExpired expired -> gateway.voidCharge(expired.order());
            case OrderConfirmed _, OrderRejected _ -> new Outcome.NotAsked();
        };
    }
}
