package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The order is paid for. */
public record OrderConfirmed(@JsonValue OrderState order) implements OrderEvent {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderConfirmed {}
}
