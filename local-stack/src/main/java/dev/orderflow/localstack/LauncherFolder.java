package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder that a launcher works in: its own while it lives, and clear of what a killed one left running. */
record LauncherFolder(FolderLock lock) implements AutoCloseable {
    static LauncherFolder claim(Settings settings) {
        var lock = FolderLock.tryLock(settings.folder())
                .orElseThrow(() -> new StartFailure("Orderflow already runs on " + settings.folder() + ", process "
                        + FolderLock.holder(settings.folder()) + ". Stop that one first."));
        try {
            endSurvivors(settings);
            settings.ports().requireFree();
            Service.all()
                    .map(service -> new UnpackedJar(service.jar(settings.repository()), settings.apps()))
                    .forEach(UnpackedJar::deleteOthers);
            return new LauncherFolder(lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void endSurvivors(Settings settings) {
        for (var record : records(Folders.create(settings.folder().resolve("data")))) {
            if (Survivor.kill(record)) {
                var name = record.getFileName().toString().replace(".process", "");
                settings.console().accept("Ended " + name + ", which a killed launcher had left running");
            }
        }
        new PostgresData(settings.data("postgres")).endSurvivors();
    }

    private static List<Path> records(Path data) {
        try (var files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".process")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
