package dev.orderflow.notification;

import dev.orderflow.event.NotificationEvent;
import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.publishing.EventPublisher;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
class RecordOutcome {

    private static final Logger log = LoggerFactory.getLogger(RecordOutcome.class);

    private final Correspondences correspondences;
    private final Notifications notifications;
    private final Deliveries deliveries;
    private final GoneEndpoints goneEndpoints;
    private final EventPublisher events;

    RecordOutcome(
            Correspondences correspondences,
            Notifications notifications,
            Deliveries deliveries,
            GoneEndpoints goneEndpoints,
            EventPublisher events) {
        this.correspondences = correspondences;
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.goneEndpoints = goneEndpoints;
        this.events = events;
    }

    /** Records what came of a notification, after a redrive also of one that had failed. */
    @Transactional(propagation = Propagation.MANDATORY)
    void outcome(NotificationState notification, Outcome outcome) {
        switch (outcome) {
            case Outcome.NotAsked _ -> {}
            case Outcome.Sent _ -> publish(notification, Notification::sent);
            case Outcome.Gone(var answer) -> {
                goneEndpoints.add(notification.recipient());
                failed(notification, answer);
            }
            case Outcome.Refused(var answer) -> failed(notification, answer);
        }
    }

    /** Records that the attempts of a notification are used up, or that another one could not mend it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void dead(NotificationState notification, int attempts) {
        var answer = deliveries.lastAnswer(notification.notificationId()).orElse("it was never tried");
        failed(notification, "Given up after attempt %d: %s".formatted(attempts, answer));
    }

    private void failed(NotificationState notification, String reason) {
        log.warn("{} is not delivered: {}", notification.notificationId(), reason);
        publish(notification, it -> it.failed(reason));
    }

    private void publish(
            NotificationState state, Function<Notification, Optional<? extends NotificationEvent>> outcome) {
        var correspondence =
                correspondences.findForUpdate(state.orderId()).orElseThrow(() -> new NotificationNotFound(state));
        var notification =
                notifications.findById(state.notificationId()).orElseThrow(() -> new NotificationNotFound(state));
        outcome.apply(notification).map(correspondence::next).ifPresent(events::publish);
    }
}
