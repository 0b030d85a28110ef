package dev.orderflow.eventbus;

import dev.orderflow.eventbus.TestApplication.Deposited;
import dev.orderflow.eventbus.TestApplication.Handled;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import dev.orderflow.localstack.SharedServers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An instance of the test application on the shared servers. */
public record RunningService(ConfigurableApplicationContext context) implements AutoCloseable {

    static {
        SharedTopics.of(6).ensure("accounts"); // some tests want another number of partitions for their own topics
    }

    /** Starts an instance under a name that is also its database's and its subscription's. */
    public static RunningService start(String name, String... properties) {
        return start(List.of(TestApplication.class), name, properties);
    }

    /** As {@link #start(String, String...)}, with beans of a test's own. */
    public static RunningService start(List<Class<?>> sources, String name, String... properties) {
        var postgres = SharedServers.postgres();
        postgres.createDatabase(name);
        var all = new LinkedHashMap<>(Map.of(
                "spring.application.name",
                name,
                "spring.datasource.url",
                postgres.jdbcUrl(name),
                "spring.datasource.username",
                name + "_service",
                "spring.datasource.password",
                postgres.password(name + "_service"),
                "spring.flyway.user",
                name + "_owner",
                "spring.flyway.password",
                postgres.password(name + "_owner"),
                "spring.kafka.bootstrap-servers",
                SharedServers.kafka().bootstrapServers(),
                "spring.kafka.consumer.fetch-max-wait",
                "100ms", // what is offered again waits for it
                "server.address",
                "127.0.0.1",
                "server.port",
                "0"));
        for (var property : properties) {
            var parts = property.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return new RunningService(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .run(all.entrySet().stream()
                        .map(each -> "--%s=%s".formatted(each.getKey(), each.getValue()))
                        .toArray(String[]::new)));
    }

    /** Waits until nothing is left on the topic, so that what a test publishes next is not polled together with it. */
    public RunningService withNothingLeft() {
        var subscription = context.getEnvironment().getRequiredProperty("spring.application.name");
        try (var accounts = TopicReader.of("accounts")) {
            Awaitility.await().until(() -> accounts.allAcknowledgedBy(subscription));
        }
        return this;
    }

    public String publish(String account, long version) {
        return transaction().execute(_ -> events().publish(new NewEvent(new Deposited(account, version), version)));
    }

    public EventPublisher events() {
        return context.getBean(EventPublisher.class);
    }

    public Handled handled() {
        return context.getBean(Handled.class);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** What the owner of the tables may do. */
    public JdbcClient asOwner() {
        return JdbcClient.create(context.getBean(org.flywaydb.core.Flyway.class)
                .getConfiguration()
                .getDataSource());
    }

    public TransactionTemplate transaction() {
        return context.getBean(TransactionTemplate.class);
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public List<Long> effects(String account) {
        return jdbc().sql("select balance from effect where account = ? order by number")
                .param(account)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    @Override
    public void close() {
        context.close();
    }
}
