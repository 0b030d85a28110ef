package dev.orderflow.eventbus;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** One connection with a transaction that a test schedules by hand. */
public final class Session implements AutoCloseable {

    private final Connection connection;

    public Session(DataSource database) {
        try {
            connection = database.getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins, and is given a transaction id before anything else happens. */
    public long begin() {
        return Long.parseLong(query("select pg_current_xact_id()").getFirst());
    }

    /** Appends an event to the log and returns its position. */
    public long append(String key, long version) {
        return append(key, version, 0);
    }

    /** Appends an event of so many bytes to the log and returns its position. */
    public long append(String key, long version, int bytes) {
        return Long.parseLong(query("""
            insert into event_bus.event_log (topic, key, version, type, event_id, created_at, correlation_id, value)
            values ('accounts', '%1$s', %2$d, 'Deposited', '%1$s-%2$d', now(), '%1$s', repeat('x', %3$d)::bytea)
            returning position
            """.formatted(key, version, bytes)).getFirst());
    }

    /** Settles an event of the subscription "teller". */
    public void settle(String id, String how) {
        query("""
            insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
            values ('teller', '%s', '%s', 'accounts', 'ada', 1)
            returning xid
            """.formatted(id, how));
    }

    public List<String> query(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var result = new ArrayList<String>();
            while (rows.next()) {
                result.add(rows.getString(1));
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
