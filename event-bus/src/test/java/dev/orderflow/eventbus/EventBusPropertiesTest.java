package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EventBusPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"partitions", "callsAtOnce", "transactionsAtOnce", "relay.batchSize"})
    void aServiceWithASettingThatCannotBeDoesNotStartAndSaysWhich(String name) {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("event-bus." + name + "=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("on field '" + name + "': rejected value [0]")
                        .hasMessageContaining("must be greater than 0"));
    }

    @ParameterizedTest
    @CsvSource({
        "relay.pollInterval, 0s, 1 milli",
        "relay.lease, -1s, 1 milli",
        "retry.delays[0], -1s, must not be negative",
        "retry.delays, '', must not be empty",
        "retry.first, 0s, 1 milli",
        "retry.most, 0s, 1 milli",
        "retry.overdue, 0s, 2 milli"
    })
    void aTimeThatCannotBeIsRefusedToo(String name, String time, String expected) {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("event-bus." + name + "=" + time)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("on field '" + name + "'")
                        .hasMessageContaining(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "-1B", "17MB", "3GB"})
    void anEventSizeThatKafkasProducerCannotHoldIsRefused(String size) {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("event-bus.max-event-size=" + size)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("event-bus.max-event-size is ")
                        .hasMessageEndingWith(", not 1B to 16777216B"));
    }

    @EnableConfigurationProperties(EventBusProperties.class)
    static class Settings {}
}
