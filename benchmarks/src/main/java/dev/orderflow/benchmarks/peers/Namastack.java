package dev.orderflow.benchmarks.peers;

import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import io.namastack.outbox.OutboxProcessingScheduler;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** namastack-outbox, with a handler that sends, as its Kafka module is not to be had here. */
record Namastack(
        ConfigurableApplicationContext context,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        io.namastack.outbox.Outbox events)
        implements Outbox {

    private static final List<String> TUNING = List.of(
            "tuned-producer=true",
            "spring.threads.virtual.enabled=true",
            "namastack.outbox.polling.batch-size=800",
            "namastack.outbox.polling.fixed.interval=25ms",
            "namastack.outbox.processing.executor-concurrency-limit=30",
            "spring.datasource.hikari.maximum-pool-size=32");

    static Outbox open(Database database, Topic topic, Peer.Tuning tuning) {
        var context = SpringPeer.start(
                Application.class,
                "io.namastack.",
                database,
                topic,
                switch (tuning) {
                    case DEFAULT -> List.of("tuned-producer=false");
                    case TUNED -> TUNING;
                });
        context.getBean(OutboxProcessingScheduler.class).stop();
        var jdbc = context.getBean(JdbcClient.class);
        jdbc.sql(ROWS).update();
        return new Namastack(
                context,
                jdbc,
                context.getBean(TransactionTemplate.class),
                context.getBean(io.namastack.outbox.Outbox.class));
    }

    @Override
    public void write(List<Tick> ticks) {
        transaction.executeWithoutResult(_ -> ticks.forEach(tick -> {
            jdbc.sql(INSERT).param(tick.key()).param(tick.number()).update();
            events.schedule(Announcement.of(tick), tick.key());
        }));
    }

    @Override
    public void startRelaying() {
        context.getBean(OutboxProcessingScheduler.class).start();
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration
    static class Application {

        @Bean
        KafkaProducer<String, String> kafka(@Value("${tuned-producer}") boolean tuned) {
            return Topic.producer(tuned);
        }

        @Bean
        OutboxTypedHandler<Announcement> handler(KafkaProducer<String, String> kafka, @Value("${topic}") String topic) {
            return new Handler(kafka, topic);
        }
    }

    /** A class of its own: the library finds out by its type what it handles. */
    record Handler(KafkaProducer<String, String> kafka, String topic) implements OutboxTypedHandler<Announcement> {
        @Override
        public void handle(Announcement payload, OutboxRecordMetadata metadata) {
            payload.send(kafka, topic);
        }
    }
}
