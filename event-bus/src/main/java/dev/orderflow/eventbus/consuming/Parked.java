package dev.orderflow.eventbus.consuming;

import java.time.Instant;

/**
 * A parked key and its head.
 *
 * @param attempt   the attempt that comes next
 * @param retry     the number of the retry topic in which the head travels, in the last one if there are fewer by now; 0 when it
 *                  was brought up from behind another, or redriven
 * @param notBefore when that attempt is due
 */
record Parked(String subscription, Arrival head, State state, int attempt, int retry, Instant notBefore) {

    /** What becomes of the head. */
    enum State {
        RETRYING,
        DEAD
    }

    String retryTopic() {
        return FailureTopics.retry(head.topic(), subscription, Math.max(1, retry));
    }

    String deadLetterTopic() {
        return FailureTopics.deadLetter(head.topic(), subscription);
    }
}
