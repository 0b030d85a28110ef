package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The customer is to be told, over one channel. */
public record NotificationRequested(@JsonValue NotificationState notification) implements NotificationEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NotificationRequested {}
}
