package dev.orderflow.eventbus.consuming;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An attempt that failed.
 *
 * @param number 1 is the first
 * @param error  what went wrong, at most 1,000 characters, without a stack trace
 * @param cause  the error without what is particular to one event, so that equal troubles can be grouped
 */
record Attempt(int number, Instant at, String error, String cause) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST = 1000;

    static Attempt failed(int number, Instant at, RuntimeException failure) {
        var error = cut(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        return new Attempt(number, at, error, cause(error));
    }

    static String cause(String error) {
        return error.replaceAll("[0-9A-Za-z]*[0-9][0-9A-Za-z]*", "#");
    }

    String json() {
        return JSON.writeValueAsString(Map.of("attempt", number, "at", at.toString(), "error", error));
    }

    /** As the database can keep it: not too long, and without NUL. */
    static String cut(String text) {
        return (text.length() <= MOST ? text : text.substring(0, MOST)).replace('\0', ' ');
    }
}
