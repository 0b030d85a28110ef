package dev.orderflow.notification;

/** What came of handing a notification to its channel. */
sealed interface Outcome {

    /** The event asks this channel for nothing. */
    record NotAsked() implements Outcome {}

    /** There was something to do, and this came of it, in words. */
    sealed interface Tried extends Outcome {
        String answer();
    }

    /** The channel took it. */
    record Sent(String answer) implements Tried {}

    /** The recipient wants neither this nor anything later. */
    record Gone(String answer) implements Tried {}

    /** It must not be sent, now or later. */
    record Refused(String answer) implements Tried {}
}
