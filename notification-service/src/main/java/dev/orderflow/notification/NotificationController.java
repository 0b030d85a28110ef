package dev.orderflow.notification;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.NotificationStatus;
import dev.orderflow.eventbus.consuming.NextAttempts;
import dev.orderflow.notification.Deliveries.Try;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/notifications", produces = APPLICATION_JSON_VALUE)
class NotificationController {

    private final Notifications notifications;
    private final Deliveries deliveries;
    private final NextAttempts nextAttempts;

    NotificationController(Notifications notifications, Deliveries deliveries, NextAttempts nextAttempts) {
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.nextAttempts = nextAttempts;
    }

    /** Lists what the customer was told about an order. */
    @GetMapping
    NotificationList ofOrder(@RequestParam @Pattern(regexp = "[0-9A-Z]{26}") String orderId) {
        var tries = deliveries.ofOrder(orderId);
        return new NotificationList(notifications.findByOrderIdOrderByOccurredAtAscIdAsc(orderId).stream()
                .map(each -> view(each, tries.getOrDefault(each.getId(), List.of())))
                .toList());
    }

    private NotificationView view(Notification notification, List<Try> tries) {
        var state = notification.state();
        var subscription = NotificationSubscriptions.name(state.channel());
        var nextTry = tries.isEmpty()
                ? Optional.<Instant>empty()
                : nextAttempts.of(subscription, tries.getLast().requestId());
        return new NotificationView(
                state.notificationId(),
                state.orderId(),
                state.channel(),
                state.recipient(),
                state.status(),
                state.about(),
                state.aboutEventId(),
                state.occurredAt(),
                notification.expiresAt(),
                state.explanation(),
                state.reason(),
                tries.stream().map(DeliveryView::of).toList(),
                nextTry.orElse(null));
    }

    record NotificationList(List<NotificationView> notifications) {}

    /**
     * A notification and what was tried to deliver it.
     *
     * @param expiresAt when nobody tries any more
     * @param reason    why it failed, if it did
     * @param nextTry   when it is tried again, if it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NotificationView(
            String id,
            String orderId,
            Channel channel,
            String recipient,
            NotificationStatus status,
            String about,
            String aboutEventId,
            Instant occurredAt,
            Instant expiresAt,
            @Nullable String explanation,
            @Nullable String reason,
            List<DeliveryView> deliveries,
            @Nullable Instant nextTry) {}

    /** One try; {@code times} says how often it was made, {@code at} when for the last time. */
    record DeliveryView(int attempt, Instant at, int times, boolean delivered, String answer) {

        static DeliveryView of(Try it) {
            return new DeliveryView(it.attempt(), it.at(), it.times(), it.delivered(), it.answer());
        }
    }
}
