package dev.orderflow.system;

import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The system that all tests share: real processes on free ports, started once. */
final class Running {

    private static final Path FOLDER = Path.of("target", "orderflow").toAbsolutePath();
    private static final Orderflow SYSTEM = start();

    private Running() {}

    static Orderflow system() {
        return SYSTEM;
    }

    /** Waits until a part that was killed is there again. */
    static void awaitRestart(String part) {
        await().atMost(Duration.ofSeconds(60)).until(() -> SYSTEM.part(part).running() && Http.ready(SYSTEM.uri(part)));
    }

    /** What a part has written to its log. */
    static String log(String part) {
        try {
            return Files.readString(FOLDER.resolve("logs").resolve(part + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service sees in its database. */
    static JdbcClient database(String name) {
        return JdbcClient.create(dataSource(name));
    }

    static PGSimpleDataSource dataSource(String name) {
        var source = new PGSimpleDataSource();
        source.setUrl(SYSTEM.postgres().jdbcUrl(name));
        source.setUser(name + "_service");
        source.setPassword(SYSTEM.postgres().password(name + "_service"));
        return source;
    }

    private static Orderflow start() {
        deleteWhatTheLastRunLeft();
        return Orderflow.start(Settings.forTests(Path.of("..").toAbsolutePath().normalize(), FOLDER)
                .withEnvironment("notification-service", "WEBHOOKS_DELAYS", "5s,10s,20s,40s"));
    }

    private static void deleteWhatTheLastRunLeft() {
        if (!Files.exists(FOLDER)) {
            return;
        }
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
