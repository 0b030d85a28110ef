package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * This service handles the events of one topic with one handler. Declared as a bean, made by {@link Subscriptions}.
 *
 * @param name the consumer group; every instance of the service shares the work under this name
 */
public record Subscription<E extends Event, O>(
        String name, Class<E> events, @Nullable FirstStep<E, O> first, Handler<E, O> handler) {

    /** Runs outside any transaction, so that no database connection is held while a remote system is called. */
    @FunctionalInterface
    public interface FirstStep<E extends Event, O> {
        O apply(E event, Delivery delivery);
    }

    /** Runs in one transaction with the inbox row and with the events that it publishes. */
    @FunctionalInterface
    public interface Handler<E extends Event, O> {
        void handle(E event, O outcome, Delivery delivery);
    }
}
