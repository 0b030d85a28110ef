package dev.orderflow.eventbus.consuming;

/** An event's handler kept its transaction idle for too long, twice in a row: that is not the process, it is the event. */
final class StoodStillAgain extends RuntimeException {
    StoodStillAgain(RuntimeException cause) {
        super("Its transaction was idle for too long, and so it was the last time", cause);
    }
}
