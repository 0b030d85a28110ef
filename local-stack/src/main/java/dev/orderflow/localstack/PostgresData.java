package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with Postgres' data, and the programs that work on it. */
record PostgresData(Path folder) {
    private static final Duration ABANDON = Duration.ofSeconds(2);
    private static final Duration INIT = Duration.ofSeconds(60);

    Path record() {
        return sibling(".process");
    }

    private Path sibling(String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }

    boolean exist() {
        return Files.exists(folder.resolve("PG_VERSION"));
    }

    /** Makes the data under another name first: a half-done folder never gets the name. */
    void init(String superuserPassword, Path log) {
        var unfinished = sibling(".unfinished");
        var passwordFile = sibling(".initdb");
        Folders.delete(unfinished);
        Folders.writePrivate(passwordFile, superuserPassword);
        var initdb = Child.start(
                record(),
                program(
                        "initdb",
                        "-D" + unfinished,
                        "--username=postgres",
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8",
                        "--no-instructions"),
                environment(),
                log);
        try {
            if (!initdb.ends(INIT) || initdb.exitCode() != 0) {
                initdb.kill();
                throw new StartFailure("initdb failed. The end of " + log + ":\n" + Folders.tail(log));
            }
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program of Postgres'. It refuses to run as root, so root loses its name first, but not its files. */
    List<String> program(String name, String... arguments) {
        var command = new ArrayList<String>();
        if (Programs.asRoot()) {
            if (!Programs.output("unshare", "-U", "true").isEmpty()) {
                throw new StartFailure("Postgres refuses to run as root, and this system lets nobody drop that with"
                        + " \"unshare -U\": run as another user");
            }
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked().resolve("bin/" + name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    Map<String, String> environment() {
        return Map.of("LC_ALL", "C");
    }

    /** A killed postmaster may leave backends behind, busy or stopped, which forbid a new start on the same data. */
    void endSurvivors() {
        Survivor.kill(record());
        try (var processes = ProcessHandle.allProcesses()) {
            processes.filter(this::worksHere).forEach(Child::kill);
        }
    }

    /** Ends whatever runs here at once and without a checkpoint, but lets it give its shared memory back. */
    void abandon() {
        Survivor.find(record()).ifPresent(postmaster -> {
            Programs.signal("QUIT", Stream.of(postmaster));
            Patience.until(ABANDON, () -> Child.gone(postmaster));
        });
        endSurvivors();
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            var system = Path.of("/proc", Long.toString(process.pid()));
            return Files.readSymbolicLink(system.resolve("cwd")).equals(folder.toRealPath())
                    && Files.readSymbolicLink(system.resolve("exe"))
                            .getFileName()
                            .toString()
                            .startsWith("postgres");
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** After a restart of the machine, another process may have the pid that the dead postmaster left behind. */
    void removeForeignPidFile() {
        var file = folder.resolve("postmaster.pid");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            var foreign = lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(process -> process.info()
                            .command()
                            .filter(it -> it.endsWith("/postgres"))
                            .isEmpty());
            if (foreign.isPresent()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
