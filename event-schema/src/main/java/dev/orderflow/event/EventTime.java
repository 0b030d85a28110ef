package dev.orderflow.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * The one spelling of an instant in events and headers: {@code 2026-11-23T15:04:05.123456Z}. Microseconds, because
 * that is what Postgres keeps; always six digits, so that equal instants are equal text and text sorts by time.
 */
public final class EventTime {

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();
    private static final int LENGTH = 27;

    private EventTime() {}

    /** Cuts what is finer than a microsecond; refuses years that do not have four digits. */
    public static String print(Instant instant) {
        var text = FORMAT.format(instant);
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException(text + " is not in the years 0000 to 9999");
        }
        return text;
    }

    /** Refuses any other spelling of an instant. */
    public static Instant parse(String text) {
        if (text.length() == LENGTH) {
            try {
                var instant = Instant.parse(text);
                if (print(instant).equals(text)) {
                    return instant;
                }
            } catch (DateTimeException _) {
                // reported below, like an instant that is spelt otherwise
            }
        }
        throw new IllegalArgumentException("not an instant like 2026-11-23T15:04:05.123456Z");
    }
}
