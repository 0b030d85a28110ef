package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A child whose launcher may have been killed: its pid and its start instant, on record in a file. */
final class Survivor {
    // The start instant is derived from the boot time, which moves a little when the clock is set.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private Survivor() {}

    static void record(Path record, ProcessHandle process) {
        Folders.writePrivate(record, process.pid() + " " + startOf(process).orElse(Instant.EPOCH));
    }

    /** Kills the very process that is on record, if it still lives, never another that got its pid. */
    static boolean kill(Path record) {
        var survivor = find(record);
        survivor.ifPresent(Child::kill);
        return survivor.isPresent();
    }

    static Optional<ProcessHandle> find(Path record) {
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        try {
            var parts = Files.readString(record).strip().split(" ", 2);
            var started = Instant.parse(parts[1]);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startOf(process)
                            .filter(start ->
                                    Duration.between(start, started).abs().compareTo(TOLERANCE) < 0)
                            .isPresent());
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException cutShortByAPowerCut) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}
