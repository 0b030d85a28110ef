package dev.orderflow.notification;

import dev.orderflow.event.NotificationState;

class NotificationNotFound extends RuntimeException {

    NotificationNotFound(NotificationState notification) {
        super("There is no notification %s of order %s"
                .formatted(notification.notificationId(), notification.orderId()));
    }
}
