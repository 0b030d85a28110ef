package dev.orderflow.eventbus.consuming;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One arrival of an event at a subscription.
 *
 * @param eventId   the same at every arrival of the event
 * @param version   counts the events of the key on the topic, from 1
 * @param createdAt when it was published
 * @param attempt   1 is the first; again after a redrive
 * @param expiresAt after this instant the event must not take effect; null when it never expires
 */
public record Delivery(
        String eventId,
        String key,
        long version,
        Instant createdAt,
        int attempt,
        @Nullable Instant expiresAt) {}
