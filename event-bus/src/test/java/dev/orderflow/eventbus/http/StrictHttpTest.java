package dev.orderflow.eventbus.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/** Whether a service's requests are held to the rules of the event bus. */
class StrictHttpTest {

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class, ValidationAutoConfiguration.class, HttpAutoConfiguration.class));

    @Test
    void theyAreUnlessTheServiceSaysOtherwise() {
        service.run(
                context -> assertThat(context).hasSingleBean(BodyLimit.class).hasSingleBean(RequestProblems.class));
    }

    @Test
    void aServiceMayLeaveThemToSpring() {
        service.withPropertyValues("event-bus.strict-http=false")
                .run(context ->
                        assertThat(context).doesNotHaveBean(BodyLimit.class).doesNotHaveBean(RequestProblems.class));
    }
}
