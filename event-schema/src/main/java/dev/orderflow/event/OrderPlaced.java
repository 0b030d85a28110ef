package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The customer placed the order; it waits for its payment. */
public record OrderPlaced(@JsonValue OrderState order) implements OrderEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderPlaced {}
}
