package dev.orderflow.eventbus.publishing;

import java.time.Instant;

/**
 * Publishes events by appending them to the event log, in the caller's transaction: what is rolled back is never
 * announced, and what is committed always is.
 */
public interface EventPublisher {

    /**
     * Publishes an event that never expires.
     *
     * @return the event's id
     * @throws IllegalStateException    outside a transaction
     * @throws IllegalArgumentException when the event is too large for Kafka
     */
    String publish(NewEvent event);

    /**
     * Publishes an event that must be handled before an instant, or not at all.
     *
     * @return the event's id
     * @throws IllegalStateException    outside a transaction
     * @throws IllegalArgumentException when the event is too large for Kafka
     */
    String publish(NewEvent event, Instant expiresAt);
}
