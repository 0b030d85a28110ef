package dev.orderflow.eventbus.consuming;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that, when they close, commit and leave their group, but do not wait for the end of a fetch that finds
 * nothing.
 */
final class SoonClosed extends DefaultKafkaConsumerFactory<byte[], byte[]> {

    private static final CloseOptions SOON = CloseOptions.timeout(Duration.ofMillis(100));

    SoonClosed(Map<String, Object> config) {
        super(config);
    }

    @Override
    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public void close() {
                close(SOON);
            }
        };
    }
}
