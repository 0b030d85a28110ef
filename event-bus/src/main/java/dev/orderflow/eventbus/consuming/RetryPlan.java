package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What comes after a failed attempt.
 *
 * @param delays before the second attempt, the third, and so on
 */
record RetryPlan(String subscription, List<Duration> delays, Clock clock) {

    /** An event whose first attempt, off its own topic, failed. */
    Parked afterFirst(Arrival arrival, RuntimeException failure) {
        return after(new Parked(subscription, arrival, State.RETRYING, 1, 0, clock.instant()), failure);
    }

    Parked after(Parked failed, RuntimeException failure) {
        if (Failure.of(failure) == Failure.UNPROCESSABLE || failed.retry() >= delays.size()) {
            return new Parked(
                    subscription, failed.head(), State.DEAD, failed.attempt(), failed.retry(), clock.instant());
        }
        var retry = nextRetry(failed.retry(), failure);
        var due = clock.instant().plus(delays.get(retry - 1));
        return new Parked(subscription, failed.head(), State.RETRYING, failed.attempt() + 1, retry, due);
    }

    /** The next retry topic, or the first after it that waits as long as was asked for; none does, then the last. */
    private int nextRetry(int last, RuntimeException failure) {
        if (!(failure instanceof RetryLaterException later)) {
            return last + 1;
        }
        return IntStream.rangeClosed(last + 1, delays.size())
                .filter(retry -> delays.get(retry - 1).compareTo(later.after()) >= 0)
                .findFirst()
                .orElse(delays.size());
    }

    /** By the last retry topic at most: there may have been more of them when it was parked. */
    Parked withinRetryTopics(Parked parked) {
        var last = Math.min(parked.retry(), delays.size());
        return new Parked(
                parked.subscription(), parked.head(), parked.state(), parked.attempt(), last, parked.notBefore());
    }

    /** Whether the event's time to live is over before the next attempt. */
    static boolean comesTooLate(Parked next) {
        return next.head().isExpired(next.notBefore());
    }
}
