package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The payment was declined. */
public record OrderRejected(@JsonValue OrderState order) implements OrderEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderRejected {}
}
