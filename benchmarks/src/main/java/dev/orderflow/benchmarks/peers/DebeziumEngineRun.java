package dev.orderflow.benchmarks.peers;

import dev.orderflow.benchmarks.load.Database;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;

/** The engine, and the consumer that sends each batch that it is given, and waits until Kafka has it. */
final class DebeziumEngineRun implements AutoCloseable {

    private final KafkaProducer<String, String> kafka;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final Path offsets;
    private final Thread thread;

    DebeziumEngineRun(Database database, Peer.Tuning tuning, KafkaProducer<String, String> kafka) {
        try {
            this.offsets = Files.createTempFile("debezium-offsets", ".dat");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.kafka = kafka;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties(database, tuning))
                .notifying(this::send)
                .build();
        this.thread = new Thread(engine, "debezium");
    }

    private Properties properties(Database database, Peer.Tuning tuning) {
        var properties = new Properties();
        var server = URI.create(database.url().substring("jdbc:".length()));
        properties.setProperty("name", "outbox");
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        properties.setProperty("offset.storage.file.filename", offsets.toString());
        properties.setProperty("topic.prefix", "outbox");
        properties.setProperty("database.hostname", server.getHost());
        properties.setProperty("database.port", Integer.toString(server.getPort()));
        properties.setProperty("database.user", "postgres");
        properties.setProperty("database.password", Database.superuserPassword());
        properties.setProperty("database.dbname", database.name());
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", database.name());
        properties.setProperty("publication.name", "outbox");
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("snapshot.mode", "no_data");
        properties.setProperty("table.include.list", "public.outbox");
        properties.setProperty("transforms", "outbox");
        properties.setProperty("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
        properties.setProperty("transforms.outbox.route.topic.replacement", "${routedByValue}");
        if (tuning == Peer.Tuning.TUNED) {
            properties.setProperty("poll.interval.ms", "5");
            properties.setProperty("max.batch.size", "4096");
            properties.setProperty("max.queue.size", "16384");
            properties.setProperty("record.processing.threads", "2");
        }
        return properties;
    }

    private void send(
            List<RecordChangeEvent<SourceRecord>> records, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(records.size());
        for (var each : records) {
            var record = each.record();
            sent.add(kafka.send(new ProducerRecord<>(record.topic(), (String) record.key(), (String) record.value())));
        }
        try {
            for (int i = 0; i < sent.size(); i++) {
                sent.get(i).get();
                committer.markProcessed(records.get(i));
            }
            committer.markBatchFinished();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused an event", e);
        }
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        try {
            if (thread.isAlive()) {
                engine.close();
                thread.join();
            }
            Files.deleteIfExists(offsets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
