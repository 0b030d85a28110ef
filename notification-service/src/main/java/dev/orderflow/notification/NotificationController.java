package dev.orderflow.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.NotificationStatus;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notifications")
class NotificationController {

    private final Notifications notifications;

    NotificationController(Notifications notifications) {
        this.notifications = notifications;
    }

    /** Lists what the customer was told about an order. */
    @GetMapping
    NotificationList ofOrder(@RequestParam @Pattern(regexp = "[0-9A-Z]{26}") String orderId) {
        return new NotificationList(notifications.findByOrderIdOrderByOccurredAtAscIdAsc(orderId).stream()
                .map(NotificationView::of)
                .toList());
    }

    record NotificationList(List<NotificationView> notifications) {}

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
            @Nullable String reason) {

        static NotificationView of(Notification notification) {
            var state = notification.state();
            return new NotificationView(
                    state.notificationId(),
                    state.orderId(),
                    state.channel(),
                    state.recipient(),
                    state.status(),
                    state.about(),
                    state.aboutEventId(),
                    state.occurredAt(),
                    state.reason());
        }
    }
}
