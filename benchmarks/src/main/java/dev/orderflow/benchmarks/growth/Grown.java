package dev.orderflow.benchmarks.growth;

import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A running system with the tables, logs and inboxes of so many orders. */
public record Grown(Orderflow system, Settings settings, int orders) implements AutoCloseable {

    static final List<String> DATABASES = List.of("orders", "payments", "notifications");

    /**
     * The past is one order that is placed now, multiplied while the services are away.
     *
     * @param oneOrder places it and returns when nothing is left to do about it
     */
    public static Grown start(Settings settings, int orders, OneOrder oneOrder) {
        var system = Orderflow.start(settings);
        try {
            oneOrder.place(system);
            Orderflow.SERVICES.parallelStream().forEach(system::stop);
            var past = new Past(orders);
            for (var database : DATABASES) {
                try (var connection = connect(system, database)) {
                    past.fill(connection);
                }
            }
            Orderflow.SERVICES.parallelStream().forEach(system::start);
        } catch (RuntimeException | SQLException e) {
            system.close();
            throw new IllegalStateException("No past of %,d orders".formatted(orders), e);
        }
        return new Grown(system, settings, orders);
    }

    /** What makes the one order that all others are like. */
    @FunctionalInterface
    public interface OneOrder {
        void place(Orderflow system);
    }

    public URI uri(String service) {
        return system.uri(service);
    }

    public String subject() {
        return "%,d orders before".formatted(orders);
    }

    /** What was asked of the databases while something was done, with the times that Postgres took for it. */
    public QueryTimes queriesWhile(Runnable something) {
        try (var connection = connect(system, "postgres")) {
            return QueryTimes.during(connection, settings.folder().resolve("logs/postgres.log"), something);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Orderflow system, String database) throws SQLException {
        var postgres = system.postgres();
        return DriverManager.getConnection(postgres.jdbcUrl(database), "postgres", postgres.password("postgres"));
    }

    @Override
    public void close() {
        system.close();
    }
}
