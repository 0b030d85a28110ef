package dev.orderflow.notification.webhook;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answered.
 *
 * @param retryAfter how long it wants to be left alone, if it says so
 */
record Answer(int status, @Nullable Duration retryAfter) {

    static Answer of(int status, Optional<Duration> retryAfter) {
        return new Answer(status, retryAfter.orElse(null));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isGone() {
        return status == 410;
    }

    @Override
    public String toString() {
        return retryAfter == null
                ? "HTTP " + status
                : "HTTP %d, Retry-After %d s".formatted(status, retryAfter.toSeconds());
    }
}
