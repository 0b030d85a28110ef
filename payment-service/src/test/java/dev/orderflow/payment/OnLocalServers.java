package dev.orderflow.payment;

import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.DEFINED_PORT;
import static org.springframework.test.context.TestConstructor.AutowireMode.ALL;

import dev.orderflow.localstack.Ports;
import dev.orderflow.localstack.SharedServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/** Runs the whole service on a real Postgres and a real Kafka. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(webEnvironment = DEFINED_PORT)
@AutoConfigureRestTestClient
@ContextConfiguration(initializers = OnLocalServers.Servers.class)
@TestConstructor(autowireMode = ALL)
@interface OnLocalServers {

    /** Where the servers are. */
    class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // what a test waits for may be slow
            var postgres = SharedServers.postgres();
            postgres.createDatabase("payments");
            TestPropertyValues.of(
                            "spring.datasource.url=" + postgres.jdbcUrl("payments"),
                            "spring.datasource.password=" + postgres.password("payments_service"),
                            "spring.flyway.password=" + postgres.password("payments_owner"),
                            "spring.kafka.bootstrap-servers="
                                    + SharedServers.kafka().bootstrapServers(),
                            "event-bus.retry.delays=200ms,200ms,3s,30s",
                            "server.port=" + Ports.free())
                    .applyTo(context);
        }
    }
}
