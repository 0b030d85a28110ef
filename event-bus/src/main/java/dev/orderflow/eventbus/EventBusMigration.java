package dev.orderflow.eventbus;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings the event bus's own tables up to date, in a schema and with a history of their own, before the service's. */
final class EventBusMigration implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway service) {
        Flyway.configure()
                .configuration(service.getConfiguration())
                .defaultSchema("event_bus")
                .schemas("event_bus")
                .locations("classpath:db/event-bus")
                .javaMigrations() // those and the callbacks are the service's
                .callbacks(new String[0])
                .target(MigrationVersion.LATEST)
                .load()
                .migrate();
        service.migrate();
    }
}
