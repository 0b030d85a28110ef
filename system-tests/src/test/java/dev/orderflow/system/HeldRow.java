package dev.orderflow.system;

import static org.awaitility.Awaitility.await;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A row that the test has locked: whoever comes to change it stands still in the middle of a transaction. */
final class HeldRow implements AutoCloseable {

    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;

    private HeldRow(String database) {
        var source = Running.dataSource(database, database + "_service");
        connection = new SingleConnectionDataSource(
                source.getURL(), String.valueOf(source.getUser()), String.valueOf(source.getPassword()), true);
        connection.setAutoCommit(false);
        jdbc = JdbcClient.create(connection);
    }

    static HeldRow of(String database, String table, String column, String value) {
        var row = new HeldRow(database);
        row.jdbc
                .sql("select 1 from %s where %s = ? for update".formatted(table, column))
                .param(value)
                .query(Integer.class)
                .single();
        return row;
    }

    /** Waits until somebody stands still at this row. */
    void awaitSomebody() {
        await().pollInSameThread()
                .atMost(Running.PATIENCE)
                .until(() -> jdbc.sql("""
                    select exists (select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))
                    """).query(Boolean.class).single());
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
