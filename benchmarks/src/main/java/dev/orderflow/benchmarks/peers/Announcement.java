package dev.orderflow.benchmarks.peers;

import dev.orderflow.benchmarks.load.Tick;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What a peer that calls a handler keeps for it: the event as it is to be sent. */
public record Announcement(String key, String json) {

    static Announcement of(Tick tick) {
        return new Announcement(tick.key(), tick.json());
    }

    /** Sends it, and is done when Kafka has it. */
    CompletableFuture<?> sendLater(Producer<String, String> kafka, String topic) {
        var done = new CompletableFuture<RecordMetadata>();
        var _ = kafka.send(new ProducerRecord<>(topic, key, json), (metadata, failure) -> {
            if (failure == null) {
                done.complete(metadata);
            } else {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    /** Sends it, and waits until Kafka has it: a handler that returns has done its work. */
    void send(Producer<String, String> kafka, String topic) {
        try {
            sendLater(kafka, topic).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka did not answer", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused an event", e);
        }
    }
}
