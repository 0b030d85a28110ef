package dev.orderflow.benchmarks.peers;

import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskDecorator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Modulith's event publication registry and its externalization, with a transport that sends as its Kafka module
 * does, which is not to be had here. While it does not relay, its listener is not called, as in a process that dies after
 * the commit; later the publications that are not complete are submitted again.
 */
record Modulith(
        ConfigurableApplicationContext context,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        Relaying relaying,
        Thread resubmission)
        implements Outbox {

    static Outbox open(Database database, Topic topic, Peer.Tuning tuning) {
        var context = SpringPeer.start(
                Application.class,
                "org.springframework.modulith.",
                database,
                topic,
                switch (tuning) {
                    case DEFAULT ->
                        List.of(
                                "tuned-producer=false",
                                "spring.modulith.events.jdbc.schema-initialization.enabled=true");
                    case TUNED ->
                        List.of(
                                "tuned-producer=true",
                                "spring.modulith.events.jdbc.schema-initialization.enabled=true",
                                "spring.modulith.events.completion-mode=delete",
                                "spring.task.execution.pool.core-size=16",
                                "spring.datasource.hikari.maximum-pool-size=32");
                });
        var jdbc = context.getBean(JdbcClient.class);
        jdbc.sql(ROWS).update();
        var incomplete = context.getBean(IncompleteEventPublications.class);
        return new Modulith(
                context,
                jdbc,
                context.getBean(TransactionTemplate.class),
                context.getBean(Relaying.class),
                new Thread(() -> incomplete.resubmitIncompletePublications(_ -> true), "resubmission"));
    }

    @Override
    public void write(List<Tick> ticks) {
        transaction.executeWithoutResult(_ -> ticks.forEach(tick -> {
            jdbc.sql(INSERT).param(tick.key()).param(tick.number()).update();
            context.publishEvent(Announcement.of(tick));
        }));
    }

    @Override
    public void startRelaying() {
        relaying.allowed().set(true);
        resubmission.start();
    }

    @Override
    public void close() {
        relaying.allowed().set(false);
        try {
            resubmission.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }

    /** Whether listeners are called. */
    record Relaying(AtomicBoolean allowed) implements TaskDecorator {
        @Override
        public Runnable decorate(Runnable task) {
            return () -> {
                if (allowed.get()) {
                    task.run();
                }
            };
        }
    }

    @EnableAutoConfiguration
    static class Application {

        @Bean
        Relaying relaying() {
            return new Relaying(new AtomicBoolean());
        }

        @Bean
        KafkaProducer<String, String> kafka(@Value("${tuned-producer}") boolean tuned) {
            return Topic.producer(tuned);
        }

        @Bean
        EventExternalizationConfiguration externalized(@Value("${topic}") String topic) {
            return EventExternalizationConfiguration.externalizing()
                    .selectByType(Announcement.class)
                    .route(
                            Announcement.class,
                            each -> RoutingTarget.forTarget(topic).andKey(each.key()))
                    .build();
        }

        @Bean
        EventExternalizerModuleListener externalizer(
                EventExternalizationConfiguration externalized, KafkaProducer<String, String> kafka) {
            return new EventExternalizerModuleListener(
                    externalized, (event, target) -> ((Announcement) event).sendLater(kafka, target.getTarget()));
        }
    }
}
