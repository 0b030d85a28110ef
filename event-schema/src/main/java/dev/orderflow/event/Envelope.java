package dev.orderflow.event;

import java.time.Instant;

/**
 * An event as it travels: a fact named by its content.
 *
 * @param id        SHA-256, in lower-case hex, of the RFC 8785 canonical JSON of the event without its {@code id}
 * @param type      the simple name of the event's record, such as {@code OrderPlaced}
 * @param key       events of one key on one topic are in order
 * @param version   counts the events of one key on one topic, from 1, without holes
 * @param createdAt when it was published, to the microsecond
 * @param message   the event itself: the state that resulted
 */
public record Envelope<E extends Event>(
        String id, String type, String key, long version, Instant createdAt, E message) {}
