package dev.orderflow.localstack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One Postgres and one Kafka as containers of the images that docker-compose.yml names, ended by Testcontainers. */
final class ContainerServers {
    private static @Nullable Postgres postgres;
    private static @Nullable Kafka kafka;

    private ContainerServers() {}

    static synchronized Postgres postgres() {
        if (postgres == null) {
            postgres = PostgresContainer.start();
        }
        return postgres;
    }

    static synchronized Kafka kafka() {
        if (kafka == null) {
            var container = new KafkaContainer(ComposeFile.image("apache/kafka"))
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            container.start();
            kafka = container::getBootstrapServers;
        }
        return kafka;
    }

    /** With durable commits, which Testcontainers' own command would turn off. */
    private record PostgresContainer(PostgreSQLContainer container, Passwords passwords) implements Postgres {
        private static final String SUPERUSER = "postgres";

        static PostgresContainer start() {
            var passwords = new Passwords(TestFolder.untilExit().resolve("postgres.passwords"));
            var container = new PostgreSQLContainer(ComposeFile.image("postgres"))
                    .withUsername(SUPERUSER)
                    .withPassword(passwords.of(SUPERUSER))
                    .withDatabaseName(SUPERUSER)
                    .withCommand("postgres", "-c", "max_connections=200");
            container.start();
            return new PostgresContainer(container, passwords);
        }

        @Override
        public void createDatabase(String name) {
            try (var server = connect(SUPERUSER)) {
                new PostgresDatabase(name, passwords).create(server, () -> connect(name));
            } catch (SQLException e) {
                throw new StartFailure("Could not create the database " + name + ": " + e.getMessage(), e);
            }
        }

        private Connection connect(String database) throws SQLException {
            return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password(SUPERUSER));
        }

        @Override
        public String jdbcUrl(String database) {
            return "jdbc:postgresql://%s:%d/%s"
                    .formatted(
                            container.getHost(),
                            container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                            database);
        }

        @Override
        public String password(String role) {
            return passwords.of(role);
        }
    }
}
