package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service whose own migrations go elsewhere, and are not all SQL. */
class EventBusMigrationTest {

    @Test
    void theTablesOfTheEventBusAreInTheirOwnSchemaWhereverThoseOfTheServiceAre() {
        var database = TestDatabase.empty();
        var service = Flyway.configure()
                .dataSource(database.owner())
                .placeholders(Map.of("serviceRole", database.serviceRole()))
                .defaultSchema("app")
                .locations("classpath:db/nothing")
                .javaMigrations(new V3__Parcels())
                .load();

        new EventBusMigration().migrate(service);

        assertThat(JdbcClient.create(database.owner())
                        .sql("select schemaname from pg_tables where tablename in ('event_log', 'parcels')"
                                + " order by tablename")
                        .query(String.class)
                        .list())
                .containsExactly("event_bus", "app");
    }

    /** As where the data source is a bean, or the user is in its URL. */
    @Test
    void aServiceWhoseRoleIsNotKnownIsToldWhatToSet() {
        var service = Flyway.configure()
                .dataSource(TestDatabase.empty().owner())
                .placeholders(Map.of("serviceRole", "${spring.datasource.username}"))
                .load();

        assertThatThrownBy(() -> new EventBusMigration().migrate(service))
                .hasMessageStartingWith("Set spring.flyway.placeholders.serviceRole");
    }

    /** A migration whose version is also one of the event bus's. */
    public static final class V3__Parcels extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("create table parcels (id text primary key)");
            }
        }
    }
}
