import com.palantir.javaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java file below a folder, or checks that they are formatted. Started by the build on the JDK that
 * compiles, because the formatter parses with the JDK that it runs on, and Maven may run on an older one.
 *
 * <p>Usage: Format.java FOLDER check|apply
 */
class Format {
    public static void main(String... args) throws IOException {
        var mode = args[1].equals("apply") ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed");
        try (var files = Files.walk(Path.of(args[0]))) {
            var sources = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java") && !file.contains("/target/"))
                    .sorted();
            System.out.printf("Format: %s (mvn -N validate -Dformat=apply mends any file named here)%n", args[1]);
            Main.main(Stream.concat(Stream.concat(Stream.of("--palantir"), mode.stream()), sources)
                    .toArray(String[]::new));
        }
    }
}
