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
        "relay.pollInterval, 0s, 1",
        "relay.lease, -1s, 1",
        "retry.delays[0], -1s, 0",
        "retry.delays, '', must not be empty",
        "retry.first, 0s, 1",
        "retry.most, 0s, 1",
        "retry.overdue, 0s, 2"
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

    @EnableConfigurationProperties(EventBusProperties.class)
    static class Settings {}
}
