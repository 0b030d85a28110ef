package dev.orderflow.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * The one spelling of an instant in events and headers: {@code 2026-11-23T15:04:05.123456Z}. Microseconds, because
 * that is what Postgres keeps; always six digits, so that equal instants are equal text and text sorts by time.
 */
public final class EventTime {

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();
    private static final String SHAPE = "0000-00-00T00:00:00.000000Z";

    private EventTime() {}

    /** Cuts what is finer than a microsecond; refuses years that do not have four digits. */
    public static String print(Instant instant) {
        var text = FORMAT.format(instant);
        if (text.length() != SHAPE.length()) {
            throw new IllegalArgumentException(text + " is not in the years 0000 to 9999");
        }
        return text;
    }

    /** Refuses any other spelling of an instant. */
    public static Instant parse(String text) {
        try {
            if (hasShape(text)) {
                return LocalDateTime.of(
                                number(text, 0, 4),
                                number(text, 5, 7),
                                number(text, 8, 10),
                                number(text, 11, 13),
                                number(text, 14, 16),
                                number(text, 17, 19),
                                number(text, 20, 26) * 1000)
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException _) {
            // no such day or time: reported below, like an instant that is spelt otherwise
        }
        throw new IllegalArgumentException("not an instant like 2026-11-23T15:04:05.123456Z");
    }

    private static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
