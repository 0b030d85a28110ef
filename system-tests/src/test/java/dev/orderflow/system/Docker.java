package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The docker command on this machine, if there is one: whoever needs it and lacks it is skipped, and says so. */
final class Docker {

    private static final Logger LOG = LoggerFactory.getLogger(Docker.class);
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final JsonMapper JSON = new JsonMapper();

    private Docker() {}

    static boolean composeIsInstalled() {
        return saidIfNot("the compose files are not checked, as Docker Compose is not installed", "compose", "version");
    }

    static boolean engineAnswers() {
        return saidIfNot("the images are not checked, as no Docker engine answers", "info");
    }

    private static boolean saidIfNot(String consequence, String... command) {
        boolean there = run(List.of(command)).succeeded();
        if (!there) {
            LOG.warn("SKIPPED: {}", consequence);
        }
        return there;
    }

    /** What the command prints; it fails the test if the command fails. */
    static String output(String... command) {
        var result = run(List.of(command));
        if (!result.succeeded()) {
            throw new AssertionError("docker " + String.join(" ", command) + "\n" + result.output());
        }
        return result.output();
    }

    static JsonNode json(String... command) {
        return JSON.readTree(output(command));
    }

    private static Result run(List<String> arguments) {
        try {
            var output = Files.createTempFile("docker", ".out");
            var process = new ProcessBuilder(Stream.concat(Stream.of("docker"), arguments.stream())
                            .toList())
                    .directory(REPOSITORY.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(Redirect.INHERIT)
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            var text = Files.readString(output, UTF_8);
            Files.delete(output);
            return new Result(ended && process.exitValue() == 0, text);
        } catch (IOException notInstalled) {
            return new Result(false, String.valueOf(notInstalled.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private record Result(boolean succeeded, String output) {}
}
