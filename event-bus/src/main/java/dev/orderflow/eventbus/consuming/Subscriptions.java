package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.event.EventFamily;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes subscriptions:
 *
 * <pre>{@code
 * @Bean
 * Subscription<?> orders(Subscriptions subscriptions, Gateway gateway, Payments payments) {
 *     return subscriptions.to(OrderEvent.class).first(gateway::settle).handle(payments::record);
 * }
 * }</pre>
 *
 * Returning means done. A thrown exception means that the event comes again, {@link RetryLaterException} that it should
 * not come too soon, {@link UnprocessableEventException} that it need not.
 */
public final class Subscriptions {

    private final String service;

    Subscriptions(String service) {
        this.service = service;
    }

    /**
     * Subscribes the service, under its own name, to the events of a sealed interface.
     *
     * @throws IllegalArgumentException as {@link EventFamily#of}
     */
    public <E extends Event> Builder<E> to(Class<E> events) {
        return to(events, service);
    }

    /**
     * Subscribes under a name of its own, beside the service's other subscriptions to the same events.
     *
     * @param name of the consumer group, in the inbox and in the names of topics, so it stays: 1 to 100 letters, digits, dots,
     *             underlines and hyphens
     * @throws IllegalArgumentException as {@link EventFamily#of}, or when the name is none
     */
    public <E extends Event> Builder<E> to(Class<E> events, String name) {
        return new Builder<>(EventFamily.of(events), name);
    }

    /** A subscription that still lacks its handler. */
    public static final class Builder<E extends Event> {

        private final EventFamily<E> family;
        private final String name;

        private Builder(EventFamily<E> family, String name) {
            if (!name.matches("[a-zA-Z0-9._-]{1,100}")) {
                throw new IllegalArgumentException(
                        "A subscription cannot be named '%s': it is part of names of topics".formatted(name));
            }
            this.family = family;
            this.name = name;
        }

        /**
         * Calls a remote system before the transaction starts. It is called again when anything later fails, so the
         * call must be idempotent by a key that is stable over retries. A host that cannot be reached counts as an outage, for
         * which the subscription waits; where each event names a host of its own, throw an exception without that cause.
         */
        public <O> BuilderWithFirstStep<E, O> first(Function<E, O> step) {
            return first((event, _) -> step.apply(event));
        }

        /** As {@link #first(Function)}, for a step that wants to know the delivery. */
        public <O> BuilderWithFirstStep<E, O> first(BiFunction<E, Delivery, O> step) {
            return new BuilderWithFirstStep<>(this, step);
        }

        /**
         * Handles each event in a transaction, which Postgres gives up when nothing is asked in it for 10 seconds. The handler may
         * run, be undone and run again because another event that came with it failed, so it has no effect outside the
         * transaction: what calls others, or takes longer, belongs into a first step.
         */
        public Subscription<E> handle(Consumer<E> handler) {
            return handle((event, _) -> handler.accept(event));
        }

        /** As {@link #handle(Consumer)}, for a handler that wants to know the delivery. */
        public Subscription<E> handle(BiConsumer<E, Delivery> handler) {
            return new Subscription<>(name, family, false, (event, delivery) -> () -> handler.accept(event, delivery));
        }
    }

    /** A subscription whose first step is known, and whose handler is given the step's outcome. */
    public static final class BuilderWithFirstStep<E extends Event, O> {

        private final Builder<E> subscription;
        private final BiFunction<E, Delivery, O> step;

        private BuilderWithFirstStep(Builder<E> subscription, BiFunction<E, Delivery, O> step) {
            this.subscription = subscription;
            this.step = step;
        }

        /** Handles each event, with the outcome of its first step, in a transaction. */
        public Subscription<E> handle(BiConsumer<E, O> handler) {
            return new Subscription<>(subscription.name, subscription.family, true, (event, delivery) -> {
                var outcome = step.apply(event, delivery);
                return () -> handler.accept(event, outcome);
            });
        }
    }
}
