package dev.orderflow.notification;

import dev.orderflow.event.NotificationEvent;
import dev.orderflow.event.NotificationFailed;
import dev.orderflow.event.NotificationRequested;
import dev.orderflow.event.NotificationSent;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.PaymentEvent;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import dev.orderflow.notification.webhook.WebhookProperties;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What notification-service listens to: the others' events, which it splits into one request per channel, and those
 * requests, under a name per channel, so that one channel's outage does not stop another.
 */
@Configuration(proxyBeanMethods = false)
class NotificationSubscriptions {

    @Bean
    Subscription<?> orders(Subscriptions subscriptions, RequestNotifications request) {
        return subscriptions
                .to(OrderEvent.class)
                .handle((event, delivery) -> Occasion.of(event, delivery).ifPresent(request::of));
    }

    @Bean
    Subscription<?> payments(Subscriptions subscriptions, RequestNotifications request) {
        return subscriptions
                .to(PaymentEvent.class)
                .handle((event, delivery) -> Occasion.of(event, delivery).ifPresent(request::of));
    }

    @Bean
    Subscription<?> emailDeliveries(
            Subscriptions subscriptions, Emails emails, Deliveries deliveries, RecordOutcome record) {
        return subscriptions
                .to(NotificationEvent.class, name(Channel.EMAIL))
                .first((event, delivery) -> isRequested(event, Channel.EMAIL)
                        ? deliveries.recorded(event.notification(), delivery, () -> emails.send(event.notification()))
                        : new Outcome.NotAsked())
                .handle((event, outcome) -> record.outcome(event.notification(), outcome))
                .whenDead((event, delivery) -> record.dead(event.notification(), delivery.attempt()));
    }

    @Bean
    Subscription<?> webhookDeliveries(
            Subscriptions subscriptions,
            WebhookChannel webhooks,
            WebhookProperties properties,
            Deliveries deliveries,
            RecordOutcome record) {
        return subscriptions
                .to(NotificationEvent.class, name(Channel.WEBHOOK))
                .first((event, delivery) -> isRequested(event, Channel.WEBHOOK)
                        ? deliveries.recorded(event.notification(), delivery, () -> webhooks.send(event.notification()))
                        : new Outcome.NotAsked())
                .handle((event, outcome) -> record.outcome(event.notification(), outcome))
                .whenDead((event, delivery) -> record.dead(event.notification(), delivery.attempt()))
                .retryAfter(properties.delays().toArray(Duration[]::new));
    }

    /** The subscription that delivers over a channel. */
    static String name(Channel channel) {
        return "notification-" + channel.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isRequested(NotificationEvent event, Channel channel) {
        return switch (event) {
            case NotificationRequested(var notification) -> notification.channel() == channel;
            case NotificationSent _, NotificationFailed _ -> false;
        };
    }
}
