package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The customer cancelled the order. */
public record OrderCancelled(@JsonValue OrderState order) implements OrderEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderCancelled {}
}
