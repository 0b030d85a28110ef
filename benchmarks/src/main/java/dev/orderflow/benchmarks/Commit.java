package dev.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which commit is measured. */
final class Commit {

    static String of(Path repository) {
        var commit = git(repository, "rev-parse", "--short", "HEAD");
        var changes = git(repository, "status", "--porcelain", "--", ".", ":!docs/benchmarks");
        return commit.isEmpty() ? "unknown" : commit + (changes.isEmpty() ? "" : " and changes");
    }

    private static String git(Path repository, String... arguments) {
        var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } catch (IOException noGit) {
            return "";
        }
    }

    private Commit() {}
}
