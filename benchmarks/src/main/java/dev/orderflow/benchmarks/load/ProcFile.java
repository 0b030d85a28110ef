package dev.orderflow.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells of a process, under {@code /proc}. */
final class ProcFile {

    private ProcFile() {}

    /** Empty if the process has ended. */
    static Optional<String> read(ProcessHandle process, String name) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), name)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
