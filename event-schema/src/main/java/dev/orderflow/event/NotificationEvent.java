package dev.orderflow.event;

/** What became of one message to a customer over one channel. */
@Topic("notifications")
public sealed interface NotificationEvent extends Event
        permits NotificationRequested, NotificationSent, NotificationFailed {

    /** The notification after this event. */
    NotificationState notification();

    @Override
    default String key() {
        return notification().orderId();
    }
}
