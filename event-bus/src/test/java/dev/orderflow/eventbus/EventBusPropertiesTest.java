package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EventBusPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"partitions", "callsAtOnce", "relay.batchSize"})
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

    @EnableConfigurationProperties(EventBusProperties.class)
    static class Settings {}
}
