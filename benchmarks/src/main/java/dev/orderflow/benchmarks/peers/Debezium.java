package dev.orderflow.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Pools;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Debezium's engine in this JVM, with the outbox event router: it reads Postgres' own log, not a table. */
record Debezium(
        HikariDataSource pool,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        KafkaProducer<String, String> kafka,
        Topic topic,
        Database database,
        DebeziumEngineRun engine)
        implements Outbox {

    /** As the documentation of the outbox event router has it. */
    private static final String TABLE = """
        create table outbox (
            id            uuid primary key,
            aggregatetype varchar(255) not null,
            aggregateid   varchar(255) not null,
            type          varchar(255) not null,
            payload       text not null
        )
        """;

    static Outbox open(Database database, Topic topic, Peer.Tuning tuning) {
        Database.allowLogicalReplication();
        var pool = Pools.of(database, 10);
        var jdbc = JdbcClient.create(pool);
        jdbc.sql(ROWS).update();
        jdbc.sql(TABLE).update();
        database.execute("create publication outbox for table outbox");
        database.execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(database.name()));
        var kafka = Topic.producer(tuning == Peer.Tuning.TUNED);
        return new Debezium(
                pool,
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                kafka,
                topic,
                database,
                new DebeziumEngineRun(database, tuning, kafka));
    }

    @Override
    public void write(List<Tick> ticks) {
        transaction.executeWithoutResult(_ -> ticks.forEach(tick -> {
            jdbc.sql(INSERT).param(tick.key()).param(tick.number()).update();
            jdbc.sql("insert into outbox (id, aggregatetype, aggregateid, type, payload) values (?, ?, ?, 'Ticked', ?)")
                    .param(UUID.randomUUID())
                    .param(topic.name())
                    .param(tick.key())
                    .param(tick.json())
                    .update();
        }));
    }

    @Override
    public void startRelaying() {
        engine.start();
    }

    @Override
    public void close() {
        engine.close();
        kafka.close();
        pool.close();
        database.execute("""
            select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '%s' and active
            """.formatted(database.name()));
        database.execute("select pg_drop_replication_slot('%s')".formatted(database.name()));
    }
}
