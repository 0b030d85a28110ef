package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The gateway refused the charge for good. */
public record PaymentDeclined(@JsonValue PaymentState payment) implements PaymentEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PaymentDeclined {}
}
