package dev.orderflow.eventbus;

import java.util.Optional;

/**
 * The event whose handling is under way on this thread: what is published meanwhile was caused by it.
 *
 * @param eventId       the id of that event
 * @param correlationId what that event belongs to, handed on to everything that it causes
 */
public record Cause(String eventId, String correlationId) {

    private static final ScopedValue<Cause> CURRENT = ScopedValue.newInstance();

    /** The cause of what this thread does now; empty when a request or a clock started it. */
    public static Optional<Cause> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Runs a step with this event as its cause. */
    public void run(Runnable step) {
        ScopedValue.where(CURRENT, this).run(step);
    }
}
