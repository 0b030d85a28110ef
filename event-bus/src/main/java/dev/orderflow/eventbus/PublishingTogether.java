package dev.orderflow.eventbus;

import java.util.function.Supplier;

/** Collects the events that a piece of work publishes, and appends them to the event log at its end, in one statement. */
public interface PublishingTogether {

    /** Does some work, in the caller's transaction. */
    <T> T together(Supplier<T> work);
}
