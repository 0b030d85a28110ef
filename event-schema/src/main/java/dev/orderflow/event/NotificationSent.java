package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The channel took the message. */
public record NotificationSent(@JsonValue NotificationState notification) implements NotificationEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NotificationSent {}
}
