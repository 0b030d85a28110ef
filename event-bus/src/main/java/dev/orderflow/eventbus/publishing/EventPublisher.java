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
     * @throws IllegalArgumentException when the event is larger than {@code event-bus.max-event-size}, or its JSON cannot be
     *                                  an event's: see {@link dev.orderflow.event.EventJson#write}
     * @throws org.springframework.dao.DuplicateKeyException when the key has an event of this version; where a
     *                                  subscription handles many events at once, only at the end of them
     */
    String publish(NewEvent event);

    /**
     * Publishes an event that must be handled before an instant, or not at all.
     *
     * @param expiresAt cut to microseconds
     * @return the event's id
     * @throws IllegalStateException    as {@link #publish(NewEvent)}
     * @throws IllegalArgumentException as {@link #publish(NewEvent)}, and when {@code expiresAt} is not in the years 0000 to
     *                                  9999
     */
    String publish(NewEvent event, Instant expiresAt);
}
