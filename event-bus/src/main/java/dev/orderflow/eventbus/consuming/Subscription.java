package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import java.util.function.BiFunction;

/**
 * This service handles the events of one topic in one way. Declared as a bean, made by {@link Subscriptions}.
 *
 * @param name         the consumer group; all instances of the service share the work under this name
 * @param events       the sealed interface of the topic's events
 * @param hasFirstStep whether {@code work} calls a remote system before it returns
 * @param work         does the first step, outside any transaction, and returns the handler, which then runs in one
 *                     transaction with the inbox row and with the events that it publishes
 */
public record Subscription<E extends Event>(
        String name, Class<E> events, boolean hasFirstStep, BiFunction<E, Delivery, Runnable> work) {}
