package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path repository;

    private final List<ProcessHandle> started = new ArrayList<>();
    private Path output;

    @BeforeEach
    void build() throws IOException {
        StandIn.repository(repository);
        output = repository.resolve("launcher.log");
    }

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Child::kill);
    }

    @Test
    void whatAKilledLauncherLeftRunningIsEndedByTheNextOneWhichEndsItsOwnWhenAsked() throws Exception {
        var killed = launch();
        var orphans = children(killed);
        killed.destroyForcibly().waitFor();
        assertThat(orphans).hasSize(5).noneMatch(Child::gone);

        var next = launch();
        assertThat(orphans).allMatch(Child::gone);

        var children = children(next);
        next.destroy();
        assertThat(next.waitFor()).isEqualTo(Signals.TERM.exitCode());
        assertThat(children).hasSize(5).allMatch(Child::gone);
        assertThat(output).content().contains("Stopped.");
    }

    @Test
    void portInUseEndsTheLauncherBeforeItStartsAnything() throws Exception {
        try (var mail = MailSink.start(Ports.free(), Ports.free())) {
            var environment = Map.of("KAFKA_PORT", Integer.toString(mail.smtpPort()));

            assertThat(start(environment).waitFor()).isEqualTo(1);

            assertThat(output)
                    .content()
                    .contains("Port " + mail.smtpPort() + ", wanted by Kafka, is in use", "KAFKA_PORT=<port>")
                    .doesNotContain(" is up");
        }
    }

    private Process launch() throws IOException {
        var launcher = start(Map.of());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("Orderflow is up"));
        return launcher;
    }

    private Process start(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                        Java.program(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        repository.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(freePorts());
        builder.environment().putAll(environment);
        var launcher = builder.start();
        started.add(launcher.toHandle());
        return launcher;
    }

    private static Map<String, String> freePorts() {
        return Map.of(
                "ORDER_PORT", "0",
                "PAYMENT_PORT", "0",
                "NOTIFICATION_PORT", "0",
                "POSTGRES_PORT", "0",
                "KAFKA_PORT", "0",
                "SMTP_PORT", "0",
                "MAIL_PORT", "0",
                "HOOKS_PORT", "0");
    }

    private List<ProcessHandle> children(Process launcher) {
        var children = launcher.children().toList();
        started.addAll(children);
        return children;
    }
}
