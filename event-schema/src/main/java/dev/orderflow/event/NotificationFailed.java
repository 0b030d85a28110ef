package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The message could not be delivered and will not be tried again. */
public record NotificationFailed(@JsonValue NotificationState notification) implements NotificationEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NotificationFailed {}
}
