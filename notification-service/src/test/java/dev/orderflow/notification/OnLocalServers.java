package dev.orderflow.notification;

import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;
import static org.springframework.test.context.TestConstructor.AutowireMode.ALL;

import dev.orderflow.localstack.HookSink;
import dev.orderflow.localstack.MailSink;
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

/** Runs the whole service on a real Postgres and a real Kafka, with mail that arrives where a test can see it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(webEnvironment = RANDOM_PORT)
@AutoConfigureRestTestClient
@ContextConfiguration(initializers = OnLocalServers.Servers.class)
@TestConstructor(autowireMode = ALL)
@interface OnLocalServers {

    /** Where the mails arrive. */
    MailSink MAIL = MailSink.start(Ports.free(), Ports.free());

    /** Where the webhooks arrive. */
    HookSink HOOKS = HookSink.start(Ports.free());

    /** Where a webhook may be sent to, and nobody listens. */
    int DEAD_PORT = Ports.free();

    /** Where the servers are. */
    class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // what a test waits for may be slow
            var postgres = SharedServers.postgres();
            postgres.createDatabase("notifications");
            TestPropertyValues.of(
                            "spring.mail.port=" + MAIL.smtpPort(),
                            "webhooks.secrets=" + HookSink.SECRET,
                            "webhooks.allowed-hosts=%s,dead.localhost:%d"
                                    .formatted(HOOKS.uri().getAuthority(), DEAD_PORT),
                            "webhooks.delays=300ms,600ms,1500ms,60s",
                            "event-bus.retry.overdue=1s",
                            "spring.datasource.url=" + postgres.jdbcUrl("notifications"),
                            "spring.datasource.password=" + postgres.password("notifications_service"),
                            "spring.flyway.password=" + postgres.password("notifications_owner"),
                            "spring.kafka.bootstrap-servers="
                                    + SharedServers.kafka().bootstrapServers())
                    .applyTo(context);
        }
    }
}
