package dev.orderflow.eventbus.consuming;

/** An event's transaction stood still for too long, twice in a row: that is not the process, it is the event. */
final class StoodStillAgain extends RuntimeException {
    StoodStillAgain(RuntimeException cause) {
        super("Its transaction stood still for too long, and so it did the last time", cause);
    }
}
