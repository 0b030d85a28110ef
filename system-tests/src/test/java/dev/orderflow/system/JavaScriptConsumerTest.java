package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer in another language reads what the services write. Skipped where Node or the npm registry is missing. */
class JavaScriptConsumerTest {

    private static final Path SOURCE = Path.of("..", "examples", "javascript");
    private static final Path SCHEMAS = Path.of("..", "event-schema", "src", "main", "resources", "schemas");
    private static final Path FOLDER = Path.of("target", "javascript").toAbsolutePath();

    @BeforeAll
    static void install() throws IOException {
        assumeTrue(run(SCHEMAS, "node", "--version").isGood(), "Skipped: there is no Node here");
        Files.createDirectories(FOLDER);
        for (var file : List.of("story.js", "package.json", "package-lock.json", ".npmrc")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        var installation = run(SCHEMAS, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assumeTrue(
                installation.isGood()
                        || run(SCHEMAS, "npm", "ping", "--fetch-retries=0").isGood(),
                "Skipped: npm is missing, or cannot reach its registry");
        assertThat(installation.exit()).as(installation.output()).isZero();
    }

    @Test
    void anotherLanguageTellsTheStoryOfAnOrder() {
        var story = run(SCHEMAS, "node", "story.js", Shop.place("card-ok"));

        assertThat(story.output().lines().map(line -> line.split(" +", 3)[1]))
                .as(story.output())
                .containsExactly(
                        "OrderPlaced",
                        "PaymentSucceeded",
                        "OrderConfirmed",
                        "NotificationRequested",
                        "NotificationSent");
        assertThat(story.exit()).isZero();
    }

    @Test
    void anotherLanguageNoticesAnEventThatDoesNotFitItsSchema(@TempDir Path schemas) throws IOException {
        try (var files = Files.list(SCHEMAS)) {
            for (var file : files.toList()) {
                var schema = Files.readString(file).replace("\"SUCCEEDED\" }", "\"PAID\" }");
                Files.writeString(schemas.resolve(file.getFileName()), schema);
            }
        }
        var story = run(schemas, "node", "story.js", Shop.place("card-ok"));

        assertThat(story.output())
                .contains("payments ", "data/message/status must be equal to constant", "OrderConfirmed");
        assertThat(story.exit()).isEqualTo(1);
    }

    /** Runs a program to its end. One that is not there fails as any other. */
    private static Run run(Path schemas, String... command) {
        try {
            var output = Files.createTempFile(Files.createDirectories(FOLDER), command[0], ".log");
            var program = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            program.environment().put("KAFKA", Running.system().kafka().bootstrapServers());
            program.environment().put("SCHEMAS", schemas.toRealPath().toString());
            var process = program.start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            return new Run(127, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Run(int exit, String output) {

        boolean isGood() {
            return exit == 0;
        }
    }
}
