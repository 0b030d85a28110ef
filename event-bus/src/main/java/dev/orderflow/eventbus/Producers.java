package dev.orderflow.eventbus;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.ProducerFactory;

/** Makes producers of records that are bytes already, up to the size of the largest event. */
public final class Producers {

    private final ProducerFactory<?, ?> kafka;
    private final int maxRecordBytes;

    Producers(ProducerFactory<?, ?> kafka, int maxRecordBytes) {
        this.kafka = kafka;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** A producer with the service's configuration, and with this, which wins. */
    public Producer<byte[], byte[]> with(Map<String, Object> config) {
        var all = new HashMap<>(kafka.getConfigurationProperties());
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes);
        all.putAll(config);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
