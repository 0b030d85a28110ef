package dev.orderflow.eventbus;

import dev.orderflow.localstack.Postgres;
import dev.orderflow.localstack.SharedServers;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own for a test, with the event bus's tables and the roles that a service has. */
public record TestDatabase(Postgres server, String name) implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public static TestDatabase create() {
        var database = empty();
        Flyway.configure()
                .dataSource(database.owner())
                .placeholders(java.util.Map.of("serviceRole", database.serviceRole()))
                .schemas("event_bus")
                .locations("classpath:db/event-bus")
                .load()
                .migrate();
        return database;
    }

    /** One without tables. */
    static TestDatabase empty() {
        var database = new TestDatabase(SharedServers.postgres(), "test" + COUNT.incrementAndGet());
        database.server.createDatabase(database.name);
        return database;
    }

    public DataSource service() {
        return as(serviceRole());
    }

    public DataSource owner() {
        return as(ownerRole());
    }

    public String serviceRole() {
        return name + "_service";
    }

    public String ownerRole() {
        return name + "_owner";
    }

    private DataSource as(String role) {
        var source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(name));
        source.setUser(role);
        source.setPassword(server.password(role));
        return source;
    }

    /** Whether somebody on this database stands still until somebody else ends a transaction. */
    public static boolean somebodyWaitsForALock(JdbcClient jdbc) {
        return jdbc.sql("select count(*) > 0 from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void close() {}
}
