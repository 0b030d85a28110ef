package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.event.EventFamily;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** This service handles the events of one topic in one way. Declared as a bean, made by {@link Subscriptions}. */
public final class Subscription<E extends Event> {

    private final String name;
    private final EventFamily<E> family;
    private final boolean hasFirstStep;
    private final BiFunction<E, Delivery, Runnable> work;
    private final BiConsumer<E, Delivery> whenDead;
    private final List<Duration> delays;

    /**
     * @param hasFirstStep whether {@code work} calls a remote system before it returns
     * @param work         does the first step, outside any transaction, and returns the handler, which then runs in one
     *                     transaction with the inbox row and with the events that it publishes
     */
    Subscription(String name, EventFamily<E> family, boolean hasFirstStep, BiFunction<E, Delivery, Runnable> work) {
        this(name, family, hasFirstStep, work, (_, _) -> {}, List.of());
    }

    private Subscription(
            String name,
            EventFamily<E> family,
            boolean hasFirstStep,
            BiFunction<E, Delivery, Runnable> work,
            BiConsumer<E, Delivery> whenDead,
            List<Duration> delays) {
        this.name = name;
        this.family = family;
        this.hasFirstStep = hasFirstStep;
        this.work = work;
        this.whenDead = whenDead;
        this.delays = delays;
    }

    /**
     * Has a step run in the transaction that records an event as a dead letter, instead of an earlier such step. It runs again
     * when the event dies again after a redrive; not for what expires or cannot be read. If it fails three times, the dead letter
     * is recorded without it, and says so.
     */
    public Subscription<E> whenDead(BiConsumer<E, Delivery> step) {
        return new Subscription<>(name, family, hasFirstStep, work, step, delays);
    }

    /**
     * Waits so long before the second attempt, the third, and so on; after the last of them an event is dead.
     *
     * @throws IllegalArgumentException when there is none, or one is negative
     */
    public Subscription<E> retryAfter(Duration... after) {
        if (after.length == 0 || Arrays.stream(after).anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("No delays: " + Arrays.toString(after));
        }
        return new Subscription<>(name, family, hasFirstStep, work, whenDead, List.of(after));
    }

    /** The consumer group: all instances of the service share the work under this name. */
    public String name() {
        return name;
    }

    /** The topic of its events. */
    public String topic() {
        return family.topic();
    }

    EventFamily<E> family() {
        return family;
    }

    boolean hasFirstStep() {
        return hasFirstStep;
    }

    BiFunction<E, Delivery, Runnable> work() {
        return work;
    }

    BiConsumer<E, Delivery> whenDead() {
        return whenDead;
    }

    /** Empty for the event bus's own. */
    List<Duration> delays() {
        return delays;
    }
}
