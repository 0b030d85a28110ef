package dev.orderflow.event;

/** A record's value is no event, or not the one that its id names: no retry can mend it. */
public class UnreadableEventException extends RuntimeException {

    public UnreadableEventException(String message) {
        super(message);
    }

    public UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
