package dev.orderflow.event;

import java.time.Instant;

/**
 * An event as it is stored and sent.
 *
 * @param createdAt to the microsecond
 * @param value     the exact bytes of the record's value, UTF-8 JSON
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and never compared: the id says whether two are equal
public record WrittenEvent(String id, String type, String key, long version, Instant createdAt, byte[] value) {}
