package dev.orderflow.eventbus.consuming;

/**
 * Thrown by a first step or a handler when a system that it needs is down. No event is at fault: the subscription
 * pauses and offers the same delivery again, and no attempt is spent.
 */
public class UnavailableException extends RuntimeException {

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
