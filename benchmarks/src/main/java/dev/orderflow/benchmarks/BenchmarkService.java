package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.load.AutoConfigurations;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import dev.orderflow.localstack.SharedServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service with nothing in it but the event bus, on real servers. */
@SpringBootApplication
class BenchmarkService {

    /** What the benchmarks publish. */
    @Topic("benchmarks")
    sealed interface BenchmarkEvent extends Event permits Ticked {}

    /** An event of about the size of an order's. */
    record Ticked(String key, long number, String padding) implements BenchmarkEvent {}

    /** What is published by who handles these. */
    @Topic("answers")
    sealed interface AnswerEvent extends Event permits Counted {}

    record Counted(String key, long number) implements AnswerEvent {}

    /** How the keys begin whose events fail. */
    static final String FAILING = "failing";

    /** When the transaction of each event's handler committed. */
    static final class HandledAt {
        private final ConcurrentHashMap<String, Long> nanosById = new ConcurrentHashMap<>();

        void handling(String eventId) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    nanosById.put(eventId, System.nanoTime());
                }
            });
        }

        /** Waits until the event was handled, and says when that was, by {@link System#nanoTime}. */
        long nanos(String eventId) {
            while (true) {
                var nanos = nanosById.get(eventId);
                if (nanos != null) {
                    return nanos;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Bean
    HandledAt handledAt() {
        return new HandledAt();
    }

    @Bean
    @ConditionalOnProperty("subscribe")
    Subscription<?> ticks(Subscriptions subscriptions, HandledAt handledAt) {
        return subscriptions.to(BenchmarkEvent.class).handle((event, delivery) -> {
            if (event.key().startsWith(FAILING)) {
                throw new IllegalStateException("fails");
            }
            handledAt.handling(delivery.eventId());
        });
    }

    /** What a subscriber does for each event: it updates a row, and publishes an event. */
    record Count(JdbcClient jdbc, EventPublisher events, AtomicLong firstAt) {
        void count(String key) {
            firstAt.compareAndSet(0, System.nanoTime());
            long number = jdbc.sql("""
                insert into counter (key, number) values (?, 1)
                on conflict (key) do update set number = counter.number + 1
                returning number
                """).param(key).query(Long.class).single();
            events.publish(new NewEvent(new Counted(key, number), number));
        }
    }

    @Bean
    Count count(JdbcClient jdbc, EventPublisher events) {
        return new Count(jdbc, events, new AtomicLong());
    }

    @Bean
    @ConditionalOnProperty(name = "listener", havingValue = "orderflow")
    Subscription<?> counts(Subscriptions subscriptions, Count count, @Value("${remote-time:0}") int milliseconds) {
        var subscription = subscriptions.to(BenchmarkEvent.class);
        return milliseconds == 0
                ? subscription.handle(event -> count.count(event.key()))
                : subscription.first(_ -> Remote.call(milliseconds)).handle((event, _) -> count.count(event.key()));
    }

    /** One instance of the service. */
    record Instance(ConfigurableApplicationContext context) implements AutoCloseable {

        static Instance start(String database, String... properties) {
            SharedServers.postgres().createDatabase(database);
            var arguments = new ArrayList<>(List.of(
                    "--spring.application.name=" + database,
                    "--spring.main.banner-mode=off",
                    "--logging.level.root=warn",
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--spring.datasource.url=" + SharedServers.postgres().jdbcUrl(database),
                    "--spring.datasource.username=" + database + "_service",
                    "--spring.datasource.password=" + SharedServers.postgres().password(database + "_service"),
                    "--spring.flyway.user=" + database + "_owner",
                    "--spring.flyway.password=" + SharedServers.postgres().password(database + "_owner"),
                    "--spring.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers()));
            arguments.add("--" + AutoConfigurations.allBut("dev.orderflow."));
            for (var property : properties) {
                arguments.add("--" + property);
            }
            return new Instance(
                    new SpringApplicationBuilder(BenchmarkService.class).run(arguments.toArray(String[]::new)));
        }

        /** Publishes one event in a transaction of its own and returns its id. */
        String publish(String key, long version) {
            return context.getBean(TransactionTemplate.class)
                    .execute(_ -> context.getBean(EventPublisher.class).publish(event(key, version)));
        }

        /** Publishes events of 1,000 keys, in transactions of 1,000 events. */
        void publish(long firstNumber, int count) {
            var events = context.getBean(EventPublisher.class);
            var transaction = context.getBean(TransactionTemplate.class);
            for (long from = firstNumber; from < firstNumber + count; from += 1000) {
                long start = from;
                transaction.executeWithoutResult(_ -> {
                    for (long number = start; number < start + 1000; number++) {
                        events.publish(event("key-" + number % 1000, number / 1000 + 1));
                    }
                });
            }
        }

        /** Returns when everything that was published is on its topic. */
        void awaitRelayed() {
            while (jdbc().sql("select exists (select from event_bus.event_log, event_bus.relay where not done @>"
                            + " position)")
                    .query(Boolean.class)
                    .single()) {
                LockSupport.parkNanos(10_000_000);
            }
        }

        static NewEvent event(String key, long version) {
            return new NewEvent(new Ticked(key, version, Tick.PADDING), version);
        }

        /** The relay, which a test starts by hand when it was not to start by itself. */
        Lifecycle relay() {
            return context.getBean("relay", Lifecycle.class);
        }

        JdbcClient jdbc() {
            return context.getBean(JdbcClient.class);
        }

        HandledAt handledAt() {
            return context.getBean(HandledAt.class);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
