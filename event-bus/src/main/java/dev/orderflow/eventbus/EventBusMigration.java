package dev.orderflow.eventbus;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings the event bus's own tables up to date, in a schema and with a history of their own, before the service's. */
final class EventBusMigration implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway service) {
        var configuration = service.getConfiguration();
        requireServiceRole(configuration.getPlaceholders().get("serviceRole"));
        Flyway.configure(configuration.getClassLoader())
                .dataSource(configuration.getDataSource())
                .connectRetries(configuration.getConnectRetries())
                .initSql(configuration.getInitSql())
                .placeholders(configuration.getPlaceholders())
                .schemas("event_bus")
                .locations("classpath:db/event-bus")
                .load()
                .migrate();
        service.migrate();
    }

    /** It is the user of {@code spring.datasource}, unless that is not known there. */
    private static void requireServiceRole(@Nullable String role) {
        if (role == null || role.contains("${")) {
            throw new IllegalStateException(
                    "Set spring.flyway.placeholders.serviceRole to the role that the service connects as,"
                            + " or spring.datasource.username: it is granted what the migrations grant");
        }
    }
}
