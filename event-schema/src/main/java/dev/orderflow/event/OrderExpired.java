package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The order was still unpaid at its deadline. */
public record OrderExpired(@JsonValue OrderState order) implements OrderEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderExpired {}
}
