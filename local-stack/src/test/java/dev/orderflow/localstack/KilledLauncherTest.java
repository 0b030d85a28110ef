package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledLauncherTest {
    @Test
    void whatAKilledLauncherLeftRunningIsEndedByTheNextOne(@TempDir Path repository) throws IOException {
        StandIn.repository(repository);
        var ports = PortNumbers.free();
        var output = repository.resolve("launcher.log");
        var launcher = launch(repository, ports, output);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("Orderflow is up"));
        var children = launcher.descendants().toList();
        assertThat(children).hasSizeGreaterThan(5);
        launcher.destroyForcibly();
        launcher.onExit().join();
        assertThat(children).anyMatch(ProcessHandle::isAlive);

        var console = new CopyOnWriteArrayList<String>();
        var settings = Settings.of(repository).with(ports).with(console::add);
        try (var _ = Orderflow.start(settings)) {
            assertThat(children).allMatch(Child::gone);
            assertThat(console).filteredOn(line -> line.startsWith("Ended ")).hasSize(5);
        }
    }

    private static Process launch(Path repository, PortNumbers ports, Path output) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Java.program(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.orderflow.localstack.Main",
                        repository.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ORDER_PORT", Integer.toString(ports.order()));
        builder.environment().put("PAYMENT_PORT", Integer.toString(ports.payment()));
        builder.environment().put("NOTIFICATION_PORT", Integer.toString(ports.notification()));
        builder.environment().put("POSTGRES_PORT", Integer.toString(ports.postgres()));
        builder.environment().put("KAFKA_PORT", Integer.toString(ports.kafka()));
        builder.environment().put("SMTP_PORT", Integer.toString(ports.smtp()));
        builder.environment().put("MAIL_PORT", Integer.toString(ports.mail()));
        return builder.start();
    }
}
