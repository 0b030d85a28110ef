package dev.orderflow.eventbus.publishing;

import static java.util.Map.entry;

import com.zaxxer.hikari.HikariDataSource;
import dev.orderflow.eventbus.EventBusAutoConfiguration;
import dev.orderflow.eventbus.EventBusProperties;
import dev.orderflow.eventbus.Producers;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.Traces;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

@AutoConfiguration(after = EventBusAutoConfiguration.class)
class PublishingAutoConfiguration {

    /** Never gives up by time: a batch that is abandoned while a later one arrives would be a reordering. */
    private static final Map<String, Object> IN_ORDER = Map.ofEntries(
            entry(ProducerConfig.ACKS_CONFIG, "all"),
            entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
            entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
            entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
            entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000),
            entry(ProducerConfig.LINGER_MS_CONFIG, 0),
            entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024));

    @Bean
    EventLog eventLog(
            JdbcClient jdbc,
            DataSource database,
            Clock clock,
            Traces traces,
            EventBusProperties properties,
            Relay relay) {
        return new EventLog(jdbc, database, clock, traces, properties.maxEventSize(), relay::wake);
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
        var hikari = DataSourceUnwrapper.unwrap(pool, HikariDataSource.class);
        if (hikari != null) {
            connections.setConnectionProperties(hikari.getDataSourceProperties()); // TLS, for instance
        }
        return new Relay(table, new RelayCalls(jdbc, connections), recordSenders, properties.relay(), health, clock);
    }

    @Bean
    Supplier<RecordSender> recordSenders(
            Producers producers,
            Topics topics,
            EventBusProperties properties,
            @Value("${spring.application.name}") String service) {
        return () -> new RecordSender(
                producers.with(IN_ORDER),
                topics,
                new Records(service, properties.schemas()),
                properties.relay().lease().dividedBy(5));
    }

    @Bean
    RelayHealth relayHealthIndicator() {
        return new RelayHealth();
    }

    @Bean
    PublishedEvents publishedEvents(JdbcClient jdbc) {
        return new PublishedEvents(jdbc);
    }

    @Bean
    EventLogController eventLogController(PublishedEvents published) {
        return new EventLogController(published);
    }
}
