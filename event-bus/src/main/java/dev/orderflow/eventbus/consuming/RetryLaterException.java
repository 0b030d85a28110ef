package dev.orderflow.eventbus.consuming;

import java.time.Duration;

/**
 * Thrown by a first step or a handler that was told not to come back before a while has passed. It spends an attempt;
 * the next one is made by the first retry topic that waits so long, or by the last one when none does.
 */
public class RetryLaterException extends RuntimeException {

    private final Duration after;

    public RetryLaterException(String message, Duration after) {
        super(message);
        this.after = after;
    }

    Duration after() {
        return after;
    }
}
