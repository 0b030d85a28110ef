package dev.orderflow.eventbus.consuming;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.event.EventJson;
import dev.orderflow.event.RawEvent;
import dev.orderflow.eventbus.TestApplication.Deposited;
import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30));

    private final RetryPlan plan = new RetryPlan("teller", DELAYS, Clock.fixed(NOW, UTC));

    @ParameterizedTest
    @CsvSource({
        "PT0S, 1, PT5S",
        "PT5S, 1, PT5S",
        "PT5.1S, 2, PT5M",
        "PT30M, 3, PT30M",
        "PT31M, 3, PT30M",
        "P999D, 3, PT30M"
    })
    void whoAsksForTimeGetsItFromTheFirstRetryTopicThatWaitsLongEnough(Duration asked, int retry, Duration delay) {
        var next = plan.afterFirst(arrival(), new RetryLaterException("later", asked));

        assertThat(next.state()).isEqualTo(State.RETRYING);
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.retry()).isEqualTo(retry);
        assertThat(next.notBefore()).isEqualTo(NOW.plus(delay));
    }

    @Test
    void whoAsksForNoTimeGoesThroughAllRetryTopicsAndThenIsDead() {
        var failure = new IllegalStateException("broken");
        var second = plan.afterFirst(arrival(), failure);
        var third = plan.after(second, failure);
        var fourth = plan.after(third, failure);

        assertThat(List.of(second.retry(), third.retry(), fourth.retry())).containsExactly(1, 2, 3);
        assertThat(plan.after(fourth, failure).state()).isEqualTo(State.DEAD);
    }

    @Test
    void timeIsNotAskedForTwice() {
        var second = plan.afterFirst(arrival(), new RetryLaterException("later", Duration.ofMinutes(5)));

        assertThat(plan.after(second, new RetryLaterException("later", Duration.ofSeconds(1)))
                        .retry())
                .isEqualTo(3);
    }

    @Test
    void anAttemptThatWouldComeWhenTheTimeToLiveIsOverComesTooLate() {
        var failure = new IllegalStateException("broken");

        assertThat(RetryPlan.comesTooLate(plan.afterFirst(arrival(NOW.plusSeconds(5)), failure)))
                .isTrue();
        assertThat(RetryPlan.comesTooLate(plan.afterFirst(arrival(NOW.plusSeconds(6)), failure)))
                .isFalse();
        assertThat(RetryPlan.comesTooLate(plan.afterFirst(arrival(), failure))).isFalse();
    }

    private static Arrival arrival() {
        return arrival(null);
    }

    private static Arrival arrival(@Nullable Instant expiresAt) {
        var written = EventJson.write(new Deposited("account", 1), 1, NOW);
        return new Arrival(
                "accounts", RawEvent.parse(written.value()), written.value(), new RecordHeaders(), expiresAt);
    }
}
