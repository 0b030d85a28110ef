package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeated, because a process takes some moments to die, and few of them are long. */
class ChildTest {
    @TempDir
    private Path folder;

    @RepeatedTest(20)
    void killedChildIsNotAlive() {
        var child = start(List.of("sleep", "60"), Map.of());

        child.kill();

        assertThat(child.alive()).isFalse();
    }

    @RepeatedTest(5)
    void killedSurvivorHasLeftItsPort() {
        int port = Ports.free();
        start(
                List.of(Java.program(), "-cp", System.getProperty("java.class.path"), StandIn.class.getName()),
                Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", Integer.toString(port)));
        await().until(() -> !Ports.isFree(port));

        Survivor.kill(record());

        assertThat(Ports.isFree(port)).isTrue();
    }

    /** Another process may have its pid by now, and a person may kill by it. */
    @Test
    void whoWasStoppedIsNotOnRecordAnyMore() {
        var child = start(List.of("sleep", "60"), Map.of());

        child.stop("TERM", Duration.ofSeconds(5));

        assertThat(record()).doesNotExist();
    }

    @Test
    void aRecordThatWasCutShortIsOfNobody() throws IOException {
        for (var cut : List.of("", "17", "17 2026-11")) {
            Files.writeString(record(), cut);

            assertThat(Survivor.find(record())).isEmpty();
        }
    }

    private Child start(List<String> program, Map<String, String> environment) {
        return Child.start(record(), program, environment, folder.resolve("child.log"));
    }

    private Path record() {
        return folder.resolve("child.process");
    }
}
