package dev.orderflow.notification;

import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.publishing.EventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
class MarkSent {

    private final Correspondences correspondences;
    private final Notifications notifications;
    private final EventPublisher events;

    MarkSent(Correspondences correspondences, Notifications notifications, EventPublisher events) {
        this.correspondences = correspondences;
        this.notifications = notifications;
        this.events = events;
    }

    /** Records that the channel took a notification. */
    @Transactional(propagation = Propagation.MANDATORY)
    void mark(NotificationState sent) {
        var correspondence =
                correspondences.findForUpdate(sent.orderId()).orElseThrow(() -> new NotificationNotFound(sent));
        var notification =
                notifications.findById(sent.notificationId()).orElseThrow(() -> new NotificationNotFound(sent));
        if (!notification.isSent()) {
            events.publish(correspondence.next(notification.sent()));
        }
    }
}
