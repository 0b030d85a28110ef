package dev.orderflow.eventbus;

import dev.orderflow.localstack.Postgres;
import dev.orderflow.localstack.SharedServers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of its own for a test, with the event bus's tables and the roles that a service has.
 *
 * @param roles what the names of its roles begin with
 */
public record TestDatabase(Postgres server, String name, String roles) implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Migrated once; all others are copies of it, which takes a fraction of the time. */
    private static final TestDatabase TEMPLATE = migrated();

    public static TestDatabase create() {
        var copy = new TestDatabase(TEMPLATE.server, nextName(), TEMPLATE.roles);
        JdbcClient.create(as(copy.server, "postgres", "postgres"))
                .sql("create database %s template %s owner %s".formatted(copy.name, TEMPLATE.name, copy.ownerRole()))
                .update();
        return copy;
    }

    private static TestDatabase migrated() {
        var database = empty();
        Flyway.configure()
                .dataSource(database.owner())
                .placeholders(Map.of("serviceRole", database.serviceRole()))
                .schemas("event_bus")
                .locations("classpath:db/event-bus")
                .load()
                .migrate();
        return database;
    }

    /** One without tables, with roles of its own. */
    static TestDatabase empty() {
        var name = nextName();
        SharedServers.postgres().createDatabase(name);
        return new TestDatabase(SharedServers.postgres(), name, name);
    }

    private static String nextName() {
        return "test" + COUNT.incrementAndGet();
    }

    public DataSource service() {
        return as(serviceRole());
    }

    public DataSource owner() {
        return as(ownerRole());
    }

    public String serviceRole() {
        return roles + "_service";
    }

    public String ownerRole() {
        return roles + "_owner";
    }

    private DataSource as(String role) {
        return as(server, name, role);
    }

    private static DataSource as(Postgres server, String database, String role) {
        var source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(database));
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
