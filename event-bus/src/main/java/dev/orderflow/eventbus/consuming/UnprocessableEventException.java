package dev.orderflow.eventbus.consuming;

/** Thrown by a first step or a handler for an event that no retry can mend. */
public class UnprocessableEventException extends RuntimeException {

    public UnprocessableEventException(String message) {
        super(message);
    }

    public UnprocessableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
