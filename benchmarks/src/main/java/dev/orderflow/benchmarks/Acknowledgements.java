package dev.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.benchmarks.load.Tick;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Tells when Kafka acknowledged an event to the relay; Kafka makes this object itself, so who listens is static. */
public final class Acknowledgements implements ProducerInterceptor<byte[], byte[]> {

    private static volatile @Nullable Consumer<Tick> listener;

    static void tell(@Nullable Consumer<Tick> who) {
        listener = who;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
        var listening = listener;
        if (listening != null && failure == null && headers != null) {
            listening.accept(new Tick(header(headers, "ce_subject"), Long.parseLong(header(headers, "ce_sequence"))));
        }
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    @Override
    public void configure(Map<String, ?> configuration) {}

    @Override
    public void close() {}
}
