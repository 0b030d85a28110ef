package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The money of a charge went back to the customer. */
public record PaymentRefunded(@JsonValue PaymentState payment) implements PaymentEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PaymentRefunded {}
}
