package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    private final PostgresServer postgres = EmbeddedServers.postgres();

    @AfterEach
    void runAgain() {
        postgres.start();
    }

    @Test
    void committedRowsSurviveKill() throws SQLException {
        postgres.createDatabase("survival");
        try (var owner = connect("survival", "survival_owner")) {
            execute(owner, "create table fact (id int)");
            execute(owner, "insert into fact values (1)");
            postgres.kill();
        }

        postgres.start();

        try (var owner = connect("survival", "survival_owner");
                var rows = owner.createStatement().executeQuery("select id from fact")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void backendsThatOutliveTheirPostmasterDoNotPreventTheNextStart() throws SQLException {
        postgres.createDatabase("orphans");
        try (var owner = connect("orphans", "orphans_owner");
                var rows = owner.createStatement().executeQuery("select pg_backend_pid()")) {
            rows.next();
            var backend = ProcessHandle.of(rows.getLong(1)).orElseThrow();
            var postmaster = backend.parent().orElseThrow();
            Programs.signal("STOP", Stream.of(backend));
            postmaster.destroyForcibly();
            postmaster.onExit().join();
            assertThat(backend.isAlive()).isTrue();
        }

        postgres.start();

        assertThat(postgres.running()).isTrue();
    }

    @Test
    void serviceRoleMayUseTablesOnlyAsTheMigrationsGrantIt() throws SQLException {
        postgres.createDatabase("rights");
        postgres.createDatabase("rights");
        try (var owner = connect("rights", "rights_owner");
                var service = connect("rights", "rights_service")) {
            execute(owner, "create table fact (id int)");
            assertThatThrownBy(() -> execute(service, "insert into fact values (1)"))
                    .hasMessageContaining("permission denied");
            execute(owner, "grant insert on fact to rights_service");
            execute(service, "insert into fact values (1)");
            assertThatThrownBy(() -> execute(service, "create table mine (id int)"))
                    .hasMessageContaining("permission denied");
        }
        postgres.createDatabase("others");
        assertThatThrownBy(() -> connect("others", "rights_service")).hasMessageContaining("permission denied");
    }

    @Test
    void settingThatWouldLoseCommitsIsRefused(@TempDir Path folder) throws SQLException {
        try (var careless = PostgresServer.start(folder.resolve("postgres"), Ports.free())) {
            try (var superuser = connect(careless, "postgres", "postgres")) {
                execute(superuser, "alter role postgres set synchronous_commit = off");
            }
            careless.stop();

            assertThatThrownBy(careless::start)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("synchronous_commit=off");
            assertThat(careless.running()).isFalse();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        return connect(postgres, database, role);
    }

    private static Connection connect(PostgresServer server, String database, String role) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), role, server.password(role));
    }
}
