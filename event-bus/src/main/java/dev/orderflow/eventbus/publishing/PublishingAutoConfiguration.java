package dev.orderflow.eventbus.publishing;

import dev.orderflow.eventbus.EventBusProperties;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.Traces;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.kafka.core.ProducerFactory;

@AutoConfiguration(after = dev.orderflow.eventbus.EventBusAutoConfiguration.class)
class PublishingAutoConfiguration {

    @Bean
    EventLog eventLog(JdbcClient jdbc, Clock clock, Traces traces, EventBusProperties properties, Relay relay) {
        return new EventLog(jdbc, clock, traces, properties.maxEventSize(), relay::wake);
    }

    @Bean
    Relay relay(
            JdbcClient jdbc,
            DataSource pool,
            Supplier<RecordSender> recordSenders,
            EventBusProperties properties,
            RelayHealth health,
            Clock clock) {
        var table = new RelayTable(
                jdbc, UUID.randomUUID().toString(), properties.relay().lease());
        var connections = DataSourceBuilder.derivedFrom(pool)
                .type(SimpleDriverDataSource.class)
                .build();
        return new Relay(table, new RelayCalls(jdbc, connections), recordSenders, properties.relay(), health, clock);
    }

    @Bean
    Supplier<RecordSender> recordSenders(
            ProducerFactory<?, ?> kafka,
            Topics topics,
            EventBusProperties properties,
            @Value("${spring.application.name}") String service) {
        return () -> new RecordSender(
                new KafkaProducer<>(
                        producerConfig(kafka, properties), new ByteArraySerializer(), new ByteArraySerializer()),
                topics,
                new Records(service, properties.schemas()));
    }

    /** Never gives up by time: a batch that is abandoned while a later one arrives would be a reordering. */
    private static Map<String, Object> producerConfig(ProducerFactory<?, ?> kafka, EventBusProperties properties) {
        var config = new HashMap<>(kafka.getConfigurationProperties());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, properties.maxRecordBytes());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return config;
    }

    @Bean
    RelayHealth relayHealth() {
        return new RelayHealth();
    }

    @Bean
    EventLogController eventLogController(JdbcClient jdbc) {
        return new EventLogController(jdbc);
    }
}
