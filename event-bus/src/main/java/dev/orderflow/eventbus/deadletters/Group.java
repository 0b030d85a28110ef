package dev.orderflow.eventbus.deadletters;

import java.time.Instant;

/**
 * Dead letters of one subscription that have the same cause.
 *
 * @param example the id of one of them
 */
record Group(
        String subscription, String kind, String cause, long count, Instant oldest, Instant newest, long example) {}
