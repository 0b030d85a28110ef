package dev.orderflow.eventbus.publishing;

import dev.orderflow.event.Event;

/**
 * An event that an aggregate is about to announce.
 *
 * @param message what happened
 * @param version the aggregate's event counter after this event: 1 for the first event of the key, then 2, 3, …
 */
public record NewEvent(Event message, long version) {}
