package dev.orderflow.eventbus;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.ResourcePropertySource;

/** Gives every service the settings that all of them share; its own configuration comes before these. */
public final class EventBusDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment.getPropertySources().addLast(new ResourcePropertySource("classpath:event-bus.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
