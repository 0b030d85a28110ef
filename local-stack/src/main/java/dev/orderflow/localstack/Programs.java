package dev.orderflow.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The few programs of the operating system that stand in for what Java cannot do itself. */
final class Programs {
    private Programs() {}

    static boolean onPath(String program) {
        var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The user is root where Postgres would refuse to run. */
    static boolean asRoot() {
        return output("id", "-u").strip().equals("0");
    }

    /** Sends a signal to those that still live. */
    static void signal(String signal, Stream<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("sh", "-c", "kill -\"$0\" \"$@\" 2>/dev/null", signal));
        processes.filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        if (command.size() > 4) {
            output(command.toArray(String[]::new));
        }
    }

    /** Runs a short program to its end. */
    static String output(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new StartFailure("Could not run " + command[0] + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while running " + command[0], e);
        }
    }
}
