package dev.orderflow.eventbus;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings the event bus's own tables up to date, in a schema and with a history of their own, before the service's. */
final class EventBusMigration implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway service) {
        var configuration = service.getConfiguration();
        Flyway.configure(configuration.getClassLoader())
                .dataSource(configuration.getDataSource())
                .placeholders(configuration.getPlaceholders())
                .schemas("event_bus")
                .locations("classpath:db/event-bus")
                .load()
                .migrate();
        service.migrate();
    }
}
