package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The gateway charged the customer. */
public record PaymentSucceeded(@JsonValue PaymentState payment) implements PaymentEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PaymentSucceeded {}
}
