package dev.orderflow.system;

import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The system that all tests share: real processes on free ports, started once. */
final class Running {

    /** How long a test waits for what must come. It costs nothing unless it is in vain, and a busy machine is slow. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Path FOLDER = Path.of("target", "orderflow").toAbsolutePath();
    private static final Path LOGS = FOLDER.resolve("logs");
    private static final Pattern HANDLED = Pattern.compile("(\\S+) handled (\\w+) v(\\d+) of (\\S+), attempt");
    private static final Orderflow SYSTEM = start();

    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    private Running() {}

    static Orderflow system() {
        return SYSTEM;
    }

    /** Waits until a part that was killed is there again. */
    static void awaitRestart(String part) {
        await().atMost(PATIENCE).until(() -> SYSTEM.part(part).running() && Http.ready(SYSTEM.uri(part)));
    }

    /** What a part has written to its log. */
    static String log(String part) {
        return read(LOGS.resolve(part + ".log"));
    }

    /** What any instance of any service says to have handled of a key, or of all when that is empty. */
    static List<String> handled(String key) {
        try (var logs = Files.list(LOGS)) {
            return logs.flatMap(log -> HANDLED.matcher(read(log)).results())
                    .filter(line -> line.group(4).contains(key))
                    .map(line ->
                            "%s %s v%s of %s".formatted(line.group(1), line.group(2), line.group(3), line.group(4)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service sees in its database. */
    static JdbcClient database(String name) {
        return JdbcClient.create(dataSource(name, name + "_service"));
    }

    static PGSimpleDataSource dataSource(String name, String user) {
        var source = new PGSimpleDataSource();
        source.setUrl(SYSTEM.postgres().jdbcUrl(name));
        source.setUser(user);
        source.setPassword(SYSTEM.postgres().password(user));
        return source;
    }

    private static Orderflow start() {
        deleteWhatTheLastRunLeft();
        return Orderflow.start(Settings.forTests(Path.of("..").toAbsolutePath().normalize(), FOLDER)
                .withEnvironment("EVENTBUS_RETRY_DELAYS", "500ms,1s,2s")
                .withEnvironment("EVENTBUS_RETRY_OVERDUE", "3s")
                .withEnvironment(
                        "SPRING_DATASOURCE_HIKARI_DATASOURCEPROPERTIES_OPTIONS",
                        "-c idle_in_transaction_session_timeout=4s")
                .withEnvironment("notification-service", "WEBHOOKS_DELAYS", "1s,2s,30s,60s"));
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
