package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.load.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The AOT cache of one service, and the file of options that the service's JVM reads at each start.
 *
 * @param command that the service is started with: the cache fits no other
 */
record AotCache(String service, List<String> command, Path file, Path options) {

    /** Of a service that runs. */
    static AotCache of(String service, Path folder) {
        return new AotCache(
                service, Children.command(service), folder.resolve(service + ".aot"), options(service, folder));
    }

    static Path options(String service, Path folder) {
        return folder.resolve(service + ".options");
    }

    /** The next start is to be without it. */
    void leave() {
        nextStart("");
    }

    /** The next start is to be from it, or to fail. */
    void use() {
        nextStart("-XX:AOTMode=on -XX:AOTCache=" + file);
    }

    private void nextStart(String with) {
        try {
            Files.writeString(options, with);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records a start as the Dockerfile does. */
    void make(Path trainingProperties) throws IOException, InterruptedException {
        var recorded = new ArrayList<>(command);
        recorded.addAll(
                1,
                List.of(
                        "-XX:AOTCacheOutput=" + file,
                        "-Dspring.context.exit=onRefresh",
                        "-Dspring.config.additional-location=" + trainingProperties));
        var process = new ProcessBuilder(recorded).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("No AOT cache for %s: %s".formatted(service, output));
        }
    }

    double megabytes() throws IOException {
        return Files.size(file) / 1e6;
    }
}
