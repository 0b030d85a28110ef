package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The repository's docker-compose.yml, found from the folder of any module. */
final class ComposeFile {
    private static final String NAME = "docker-compose.yml";

    private ComposeFile() {}

    /** The image that it runs, with its tag, as for {@code postgres}. */
    static String image(String repository) {
        var line = "image: " + repository + ":";
        try (var lines = Files.lines(find())) {
            return lines.map(String::strip)
                    .filter(it -> it.startsWith(line))
                    .map(it -> it.substring("image: ".length()))
                    .findFirst()
                    .orElseThrow(() -> new StartFailure(NAME + " runs no " + repository));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(NAME))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new StartFailure("No " + NAME + " in or above the working folder"));
    }
}
