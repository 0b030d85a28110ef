package dev.orderflow.benchmarks.load;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Commits the row, then sends the event: what dies in between is lost, but nothing is faster. */
public record DirectSend(
        HikariDataSource pool,
        JdbcClient jdbc,
        KafkaProducer<String, String> producer,
        Topic topic,
        Stopwatch toKafka,
        Stopwatch toConsumer)
        implements Outbox {

    public static DirectSend open(Database database, Topic topic, Stopwatch toKafka, Stopwatch toConsumer) {
        var pool = Pools.of(database, 10);
        var jdbc = JdbcClient.create(pool);
        jdbc.sql(ROWS).update();
        return new DirectSend(pool, jdbc, Topic.producer(true), topic, toKafka, toConsumer);
    }

    @Override
    public void write(List<Tick> ticks) {
        for (var tick : ticks) {
            jdbc.sql(INSERT).param(tick.key()).param(tick.number()).update();
            toKafka.committed(tick);
            toConsumer.committed(tick);
            var _ = producer.send(
                    new ProducerRecord<>(topic.name(), tick.key(), tick.json()), (_, _) -> toKafka.reached(tick));
        }
    }

    @Override
    public void startRelaying() {}

    @Override
    public void close() {
        producer.close();
        pool.close();
    }
}
