package dev.orderflow.localstack;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of ours and its descendants. It is on record before its program begins, so that none is ever forgotten. */
final class Child {
    // Its own session keeps Ctrl-C away from it: the launcher decides who stops when.
    private static final List<String> OWN_SESSION = Programs.onPath("setsid")
            ? List.of("setsid")
            : List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die $!");
    private static final Duration KILLED = Duration.ofSeconds(5);
    private static final String WAIT_UNTIL_ON_RECORD = "read -r go && exec \"$@\"";

    private final Process process;
    private final Path record;

    private Child(Process process, Path record) {
        this.process = process;
        this.record = record;
    }

    /** Starts a program whose output is appended to the log. */
    static Child start(Path record, List<String> program, Map<String, String> environment, Path log) {
        var command = new ArrayList<>(OWN_SESSION);
        command.addAll(List.of("sh", "-c", WAIT_UNTIL_ON_RECORD, "sh"));
        command.addAll(program);
        try {
            Folders.createParent(log);
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
            builder.environment().putAll(environment);
            var process = builder.start();
            Survivor.record(record, process.toHandle());
            try (var input = process.getOutputStream()) {
                input.write("go\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new Child(process, record);
        } catch (IOException e) {
            throw new StartFailure("Could not start " + program.getFirst() + ": " + e.getMessage(), e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Waits for its end; false when it does not come in time. */
    boolean ends(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks it to end, with a signal of its own choice, and kills it when it has not in time. */
    void stop(String signal, Duration patience) {
        resume();
        Programs.signal(signal, Stream.of(process.toHandle()));
        if (!ends(patience)) {
            kill();
        }
        Folders.delete(record);
    }

    /** SIGKILL to the process and to its descendants; returns when they are gone, and this one is not alive. */
    void kill() {
        kill(process.toHandle());
        ends(KILLED); // the JVM hears of its end a little later, and until then a start would think that it runs
    }

    static void kill(ProcessHandle process) {
        var family = Stream.concat(Stream.of(process), process.descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        Patience.until(KILLED, () -> family.stream().allMatch(Child::gone));
    }

    // A zombie has no program any more; where nobody is init, it may stay for ever.
    static boolean gone(ProcessHandle process) {
        return !process.isAlive() || (process.info().command().isEmpty() && !dying(process.pid()));
    }

    // The program goes first; the last thread to die still holds the ports and the locks. Only Linux tells.
    private static boolean dying(long pid) {
        try {
            var status = Files.readString(Path.of("/proc/" + pid + "/status"));
            return !status.contains("State:\tZ") || !status.contains("Threads:\t1\n");
        } catch (IOException nothingToRead) {
            return false;
        }
    }

    /** SIGSTOP: it keeps its ports and its connections, and does nothing. */
    void pause() {
        Programs.signal("STOP", Stream.of(process.toHandle()));
        Programs.signal("STOP", process.descendants());
    }

    void resume() {
        Programs.signal("CONT", Stream.concat(process.descendants(), Stream.of(process.toHandle())));
    }
}
