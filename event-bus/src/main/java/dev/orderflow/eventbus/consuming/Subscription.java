package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * This service handles the events of one topic in one way. Declared as a bean, made by {@link Subscriptions}.
 *
 * @param name         the consumer group; all instances of the service share the work under this name
 * @param events       the sealed interface of the topic's events
 * @param hasFirstStep whether {@code work} calls a remote system before it returns
 * @param work         does the first step, outside any transaction, and returns the handler, which then runs in one
 *                     transaction with the inbox row and with the events that it publishes
 * @param whenDead     runs in the transaction that records a dead letter; if it keeps failing, that is recorded without it
 * @param delays       before each further attempt; empty for the event bus's own
 */
public record Subscription<E extends Event>(
        String name,
        Class<E> events,
        boolean hasFirstStep,
        BiFunction<E, Delivery, Runnable> work,
        BiConsumer<E, Delivery> whenDead,
        List<Duration> delays) {

    Subscription(String name, Class<E> events, boolean hasFirstStep, BiFunction<E, Delivery, Runnable> work) {
        this(name, events, hasFirstStep, work, (_, _) -> {}, List.of());
    }

    /**
     * Adds a step that runs in the transaction that records the event as a dead letter. If it fails three times, the dead
     * letter is recorded without it, and says so.
     */
    public Subscription<E> whenDead(BiConsumer<E, Delivery> step) {
        return new Subscription<>(name, events, hasFirstStep, work, step, delays);
    }

    /** Waits so long before the second attempt, the third, and so on; after the last of them an event is dead. */
    public Subscription<E> retryAfter(Duration... after) {
        return new Subscription<>(name, events, hasFirstStep, work, whenDead, List.of(after));
    }
}
