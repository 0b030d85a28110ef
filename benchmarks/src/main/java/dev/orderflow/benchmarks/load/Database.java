package dev.orderflow.benchmarks.load;

import dev.orderflow.localstack.Part;
import dev.orderflow.localstack.SharedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of its own for somebody who is measured, and what its server can tell. */
public record Database(String name) implements AutoCloseable {

    /** Says of all that is in an event log that it was relayed long ago. */
    public static final String ALL_IS_RELAYED = """
        update event_bus.relay
           set done = (select int8multirange(int8range(1, max(position), '[]')) from event_bus.event_log)
        """;

    private static final String SUPERUSER = "postgres";
    private static final Database SERVER = new Database(SUPERUSER);

    public static Database create(String name) {
        SharedServers.postgres().createDatabase(name);
        return new Database(name);
    }

    public String url() {
        return SharedServers.postgres().jdbcUrl(name);
    }

    public String owner() {
        return name + "_owner";
    }

    public String ownerPassword() {
        return SharedServers.postgres().password(owner());
    }

    /** Does something as the superuser. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Asks something as the superuser. */
    public String ask(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), SUPERUSER, superuserPassword());
    }

    public static String superuserPassword() {
        return SharedServers.postgres().password(SUPERUSER);
    }

    /** How many bytes the server has ever written to its log. */
    static long walBytes() {
        return Long.parseLong(SERVER.ask("select pg_current_wal_insert_lsn() - '0/0'"));
    }

    public static String serverVersion() {
        return SERVER.ask("show server_version");
    }

    /** So that what follows does not pay for the pages that somebody else has changed. */
    public static void checkpoint() {
        SERVER.execute("checkpoint");
    }

    /** Keeps autovacuum away from a table: it writes more WAL than what is measured, and by chance in one second or another. */
    public void withoutAutovacuum(String table) {
        execute("alter table %s set (autovacuum_enabled = false)".formatted(table));
    }

    /** Lets logical replication read the server's log, which nobody needs but Debezium. */
    public static void allowLogicalReplication() {
        if (SERVER.ask("show wal_level").equals("logical")) {
            return;
        }
        if (!(SharedServers.postgres() instanceof Part server)) {
            throw new IllegalStateException("Only the embedded Postgres can be given wal_level=logical");
        }
        SERVER.execute("alter system set wal_level = logical");
        server.stop();
        server.start();
    }

    /** Drops it, whoever still uses it. */
    @Override
    public void close() {
        SERVER.execute("drop database " + name + " with (force)");
    }
}
