package dev.orderflow.eventbus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** A service with a setting that cannot be does not start, and says which. */
class EventBusPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"partitions", "callsAtOnce", "transactionsAtOnce", "relay.batchSize"})
    void aNumberThatCannotBeIsRefused(String name) {
        assertThat(refusalOf(name, "0"))
                .hasMessageContaining("on field '" + name + "': rejected value [0]")
                .hasMessageContaining("must be greater than 0");
    }

    @ParameterizedTest
    @CsvSource({
        "relay.pollInterval, 0s, 1 milli",
        "relay.lease, -1s, 1 milli",
        "retry.delays[0], -1s, must not be negative",
        "retry.delays, '', must not be empty",
        "outage.firstPause, 0s, 1 milli",
        "outage.longestPause, 0s, 1 milli",
        "retry.overdue, 0s, 2 milli"
    })
    void aTimeThatCannotBeIsRefused(String name, String time, String expected) {
        assertThat(refusalOf(name, time))
                .hasMessageContaining("on field '" + name + "'")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "-1B", "17MB", "3GB"})
    void anEventSizeThatKafkasProducerCannotHoldIsRefused(String size) {
        assertThat(refusalOf("max-event-size", size))
                .hasMessageContaining("event-bus.max-event-size is ")
                .hasMessageEndingWith(", not 1B to 16777216B");
    }

    private static Throwable refusalOf(String name, String value) {
        var refusal = new AtomicReference<@Nullable Throwable>();
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("event-bus." + name + "=" + value)
                .run(context -> refusal.set(NestedExceptionUtils.getRootCause(context.getStartupFailure())));
        return requireNonNull(refusal.get(), "it started");
    }

    @EnableConfigurationProperties(EventBusProperties.class)
    static class Settings {}
}
