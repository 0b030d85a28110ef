package dev.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.benchmarks.BenchmarkService.Count;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;

/** What people write themselves with spring-kafka: each of them does what orderflow's subscriber does, by the same SQL. */
@Configuration(proxyBeanMethods = false)
class BareListeners {

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    /** No inbox, no retry: a transaction for each record. */
    record Bare(Count count, TransactionTemplate transaction, int remoteTime) {
        @KafkaListener(topics = "benchmarks", groupId = "${spring.application.name}", concurrency = "${consumers:1}")
        void on(ConsumerRecord<byte[], byte[]> record) {
            Remote.call(remoteTime);
            transaction.executeWithoutResult(_ -> count.count(key(record)));
        }
    }

    /** No inbox, no retry: a transaction for all records that were polled together. */
    record BareBatch(Count count, TransactionTemplate transaction) {
        @KafkaListener(topics = "benchmarks", groupId = "${spring.application.name}", batch = "true")
        void on(List<ConsumerRecord<byte[], byte[]>> records) {
            transaction.executeWithoutResult(_ -> records.forEach(record -> count.count(key(record))));
        }
    }

    /** An inbox, and retry topics that do not keep the order: a transaction for each record. */
    record Retryable(Count count, JdbcClient jdbc, TransactionTemplate transaction, int remoteTime) {
        @RetryableTopic(attempts = "4")
        @KafkaListener(topics = "benchmarks", groupId = "${spring.application.name}", concurrency = "${consumers:1}")
        void on(ConsumerRecord<byte[], byte[]> record) {
            Remote.call(remoteTime);
            transaction.executeWithoutResult(_ -> {
                if (isNew(record)) {
                    count.count(key(record));
                }
            });
        }

        private boolean isNew(ConsumerRecord<byte[], byte[]> record) {
            return jdbc.sql("""
                insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
                values ('retryable', decode(?, 'hex'), 'handled', 'benchmarks', ?, ?)
                on conflict do nothing
                """)
                            .param(header(record, "ce_id"))
                            .param(key(record))
                            .param(Long.parseLong(header(record, "ce_sequence")))
                            .update()
                    == 1;
        }

        private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
            return new String(record.headers().lastHeader(name).value(), UTF_8);
        }
    }

    @Bean
    @ConditionalOnProperty(name = "listener", havingValue = "bare")
    Bare bare(Count count, TransactionTemplate transaction, @Value("${remote-time:0}") int remoteTime) {
        return new Bare(count, transaction, remoteTime);
    }

    @Bean
    @ConditionalOnProperty(name = "listener", havingValue = "batch")
    BareBatch bareBatch(Count count, TransactionTemplate transaction) {
        return new BareBatch(count, transaction);
    }

    @Bean
    @ConditionalOnProperty(name = "listener", havingValue = "retryable")
    Retryable retryable(
            Count count, JdbcClient jdbc, TransactionTemplate transaction, @Value("${remote-time:0}") int remoteTime) {
        return new Retryable(count, jdbc, transaction, remoteTime);
    }

    /** {@code @RetryableTopic} needs one. */
    @Bean
    @ConditionalOnProperty(name = "listener", havingValue = "retryable")
    TaskScheduler retryScheduler() {
        return new ThreadPoolTaskScheduler();
    }
}
