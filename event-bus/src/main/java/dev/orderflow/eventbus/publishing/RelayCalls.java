package dev.orderflow.eventbus.publishing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How an instance that published tells the one that relays, by Postgres's NOTIFY. It is sent after the commit, in a
 * transaction of its own: at its commit, a NOTIFY takes a lock over the whole database. A call that gets lost costs
 * time only, because the relay polls as well.
 */
final class RelayCalls {

    private static final Logger log = LoggerFactory.getLogger(RelayCalls.class);
    private static final String CHANNEL = "event_bus_relay";
    private static final Duration LISTEN = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final DataSource connections;

    /** @param connections not from a pool: one is kept */
    RelayCalls(JdbcClient jdbc, DataSource connections) {
        this.jdbc = jdbc;
        this.connections = connections;
    }

    /** Calls the instance that relays, whichever it is. */
    void call() {
        jdbc.sql("notify " + CHANNEL).update();
    }

    /**
     * Listens for calls, on a connection of its own, until the listener is closed.
     *
     * @param onCall also run when there may have been a call that nobody heard
     */
    Listener listen(Runnable onCall) {
        var listener = new Listener(onCall);
        Thread.ofPlatform().daemon().name("relay-calls").start(listener::run);
        return listener;
    }

    final class Listener implements AutoCloseable {
        private final Runnable onCall;
        private volatile boolean open = true;

        private Listener(Runnable onCall) {
            this.onCall = onCall;
        }

        private void run() {
            while (open) {
                try (var connection = connections.getConnection()) {
                    listen(connection);
                } catch (SQLException e) {
                    if (open) {
                        log.warn("The calls of other instances are not heard: {}", e.getMessage());
                        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
                    }
                }
            }
        }

        private void listen(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                onCall.run();
                var calls = connection.unwrap(PGConnection.class);
                while (open) {
                    if (calls.getNotifications(Math.toIntExact(LISTEN.toMillis())).length > 0) {
                        onCall.run();
                    }
                }
            }
        }

        /** Ends within a second. */
        @Override
        public void close() {
            open = false;
        }
    }
}
