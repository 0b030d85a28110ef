package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An attempt that failed.
 *
 * @param number 1 is the first
 * @param error  what went wrong, at most 1,000 bytes in UTF-8, without a stack trace
 * @param cause  the error without what is particular to one event, so that equal troubles can be grouped
 */
record Attempt(int number, Instant at, String error, String cause) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST = 1000;

    static Attempt failed(int number, Instant at, RuntimeException failure) {
        var error = cut(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        return new Attempt(number, at, error, cause(error));
    }

    /** When what was to be done about the dead letter failed as well. */
    Attempt andWhenDead(RuntimeException failure) {
        return new Attempt(
                number, at, cut(error, MOST / 2) + "; whenDead: " + cut(failure.toString(), MOST / 3), cause);
    }

    static String cause(String error) {
        return error.replaceAll("[0-9A-Za-z]*[0-9][0-9A-Za-z]*", "#");
    }

    String json() {
        return JSON.writeValueAsString(Map.of("attempt", number, "at", at.toString(), "error", error));
    }

    /** As a header and the database can hold it: not too long, with whole characters, and without NUL. */
    static String cut(String text) {
        return cut(text, MOST);
    }

    private static String cut(String text, int most) {
        var bytes = ByteBuffer.allocate(most);
        var _ = UTF_8.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), bytes, true);
        return UTF_8.decode(bytes.flip()).toString().replace('\0', ' ');
    }
}
