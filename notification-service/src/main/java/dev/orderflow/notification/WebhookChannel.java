package dev.orderflow.notification;

import dev.orderflow.event.NotificationState;
import dev.orderflow.notification.webhook.WebhookOutcome;
import dev.orderflow.notification.webhook.Webhooks;
import org.springframework.stereotype.Component;

/** Webhooks, except to endpoints that are gone. */
@Component
class WebhookChannel {

    private final Webhooks webhooks;
    private final GoneEndpoints goneEndpoints;

    WebhookChannel(Webhooks webhooks, GoneEndpoints goneEndpoints) {
        this.webhooks = webhooks;
        this.goneEndpoints = goneEndpoints;
    }

    Outcome.Tried send(NotificationState notification) {
        var since = goneEndpoints.since(notification.recipient());
        if (since.isPresent()) {
            return new Outcome.Refused("Not sent: the endpoint is gone since " + since.get());
        }
        return switch (webhooks.send(notification)) {
            case WebhookOutcome.Delivered(var answer) -> new Outcome.Sent(answer);
            case WebhookOutcome.Gone(var answer) -> new Outcome.Gone(answer);
            case WebhookOutcome.Refused(var answer) -> new Outcome.Refused(answer);
        };
    }
}
