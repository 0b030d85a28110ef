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
    Subscription<?> emailDeliveries(Subscriptions subscriptions, Emails emails, MarkSent markSent) {
        return subscriptions
                .to(NotificationEvent.class, "notification-email")
                .first(event -> {
                    var isMail = isRequested(event, Channel.EMAIL);
                    if (isMail) {
                        emails.send(event.notification());
                    }
                    return isMail;
                })
                .handle((event, isSent) -> {
                    if (isSent) {
                        markSent.mark(event.notification());
                    }
                });
    }

    private static boolean isRequested(NotificationEvent event, Channel channel) {
        return switch (event) {
            case NotificationRequested(var notification) -> notification.channel() == channel;
            case NotificationSent _, NotificationFailed _ -> false;
        };
    }
}
