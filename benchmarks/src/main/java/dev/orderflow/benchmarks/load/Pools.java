package dev.orderflow.benchmarks.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Connections for those who are not given them by Spring Boot. */
public final class Pools {

    public static HikariDataSource of(Database database, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.owner());
        config.setPassword(database.ownerPassword());
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    private Pools() {}
}
