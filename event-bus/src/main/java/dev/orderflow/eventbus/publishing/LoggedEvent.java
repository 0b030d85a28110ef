package dev.orderflow.eventbus.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the event log. */
record LoggedEvent(
        long position,
        String topic,
        String key,
        long version,
        String type,
        String eventId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent,
        byte[] value) {

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
