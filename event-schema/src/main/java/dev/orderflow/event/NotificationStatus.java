package dev.orderflow.event;

/** Where a notification stands. */
public enum NotificationStatus {
    REQUESTED,
    SENT,
    FAILED
}
