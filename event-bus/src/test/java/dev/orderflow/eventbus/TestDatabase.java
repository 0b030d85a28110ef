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
        var superuser = JdbcClient.create(as(database.server, "postgres", "postgres"));
        // its transactions are nobody's in a schedule of overlapping transactions
        superuser.sql("alter system set autovacuum = off").update();
        superuser.sql("select pg_reload_conf()").query(Boolean.class).single();
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
        return jdbc.sql("""
            select exists (select from pg_locks as awaited join pg_locks as held using (pid)
                            where not awaited.granted
                              and held.database = (select oid from pg_database where datname = current_database()))
            """).query(Boolean.class).single();
    }

    @Override
    public void close() {}
}
