package dev.orderflow.notification;

import dev.orderflow.eventbus.publishing.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
class RequestNotifications {

    /** Older news is no news. */
    private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

    private final Correspondences correspondences;
    private final Notifications notifications;
    private final EventPublisher events;
    private final Clock clock;

    RequestNotifications(
            Correspondences correspondences, Notifications notifications, EventPublisher events, Clock clock) {
        this.correspondences = correspondences;
        this.notifications = notifications;
        this.events = events;
        this.clock = clock;
    }

    /** Splits an occasion into one request per channel, each published once. */
    @Transactional(propagation = Propagation.MANDATORY)
    void of(Occasion occasion) {
        correspondences.beginUnlessBegun(occasion.orderId());
        var correspondence = correspondences.findForUpdate(occasion.orderId()).orElseThrow();
        var until = clock.instant().plus(TIME_TO_LIVE).truncatedTo(ChronoUnit.MICROS);
        for (var address : Address.of(occasion.customer())) {
            if (notifications.existsById(Notification.id(occasion.eventId(), address.channel()))) {
                continue;
            }
            var notification = notifications.save(Notification.of(occasion, address, until));
            events.publish(correspondence.next(notification.requested()), until);
        }
    }
}
