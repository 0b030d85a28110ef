package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What comes after a failed attempt.
 *
 * @param delays before the second attempt, the third, and so on
 */
record RetryPlan(String subscription, List<Duration> delays, Clock clock) {

    /** An event whose first attempt, off its own topic, failed. */
    Parked afterFirst(Arrival arrival, Failure failure) {
        return after(new Parked(subscription, arrival, State.RETRYING, 1, 0, now()), failure);
    }

    Parked after(Parked failed, Failure failure) {
        if (failure == Failure.UNPROCESSABLE || failed.retry() >= delays.size()) {
            return new Parked(subscription, failed.head(), State.DEAD, failed.attempt(), failed.retry(), now());
        }
        var due = now().plus(delays.get(failed.retry()));
        return new Parked(subscription, failed.head(), State.RETRYING, failed.attempt() + 1, failed.retry() + 1, due);
    }

    /** Whether the event's time to live is over before the next attempt. */
    static boolean comesTooLate(Parked next) {
        return next.head().isExpired(next.notBefore());
    }

    /** Now, as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
