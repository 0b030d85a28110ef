package dev.orderflow.eventbus;

import java.util.function.Supplier;

/** Lets what a piece of work publishes go into the event log together, at the end of that work, in one statement. */
public interface PublishingTogether {

    /** Does some work, in the caller's transaction. */
    <T> T together(Supplier<T> work);
}
