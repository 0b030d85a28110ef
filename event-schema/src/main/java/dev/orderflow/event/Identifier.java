package dev.orderflow.event;

/** A type or key: text that fits a log line, a header and a database index, whatever a stranger sends. */
final class Identifier {

    private static final int MAX_LENGTH = 255;

    private Identifier() {}

    static String checked(String field, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%s has %d characters, not 1 to %d".formatted(field, value.length(), MAX_LENGTH));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + " has control characters");
        }
        return value;
    }
}
