package dev.orderflow.event;

/** A type or key: text that fits a log line, a header and a database index, whatever a stranger sends. */
public final class Identifier {

    private static final int MAX_LENGTH = 255;

    private Identifier() {}

    static String checked(String field, String value) {
        if (!hasLength(value)) {
            throw new IllegalArgumentException(
                    "%s has %d characters, not 1 to %d".formatted(field, value.length(), MAX_LENGTH));
        }
        if (hasControls(value)) {
            throw new IllegalArgumentException(field + " has control characters");
        }
        return value;
    }

    /** Whether a text is one: 1 to 255 characters, none of them a control character. */
    public static boolean fits(String value) {
        return hasLength(value) && !hasControls(value);
    }

    private static boolean hasLength(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH;
    }

    private static boolean hasControls(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }
}
