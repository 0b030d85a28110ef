package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;

/**
 * A service's executable jar, unpacked the way that Spring Boot means it: it starts in half the time, and a build that
 * replaces the jar does not disturb who runs.
 */
record UnpackedJar(Path jar, Path apps) {
    /** The jar to run; the jar itself if it is not Spring Boot's. */
    Path path() {
        try {
            if (!isSpringBoot()) {
                return jar;
            }
            var folder = folder();
            if (!Files.exists(folder)) {
                unpack(folder);
            }
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSpringBoot() throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Spring-Boot-Version") != null;
        }
    }

    // Every build has a folder of its own.
    private Path folder() throws IOException {
        return apps.resolve(
                jar.getFileName() + "-" + Files.getLastModifiedTime(jar).toMillis());
    }

    private void unpack(Path folder) throws IOException {
        var unfinished = Files.createTempDirectory(Folders.create(apps), "unfinished-");
        var output = Programs.output(
                Java.program(),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                unfinished.resolve("app").toString());
        if (!Files.exists(unfinished.resolve("app").resolve(jar.getFileName()))) {
            throw new StartFailure("Could not unpack " + jar + ": " + output);
        }
        if (!Files.exists(folder)) {
            Files.move(unfinished.resolve("app"), folder, StandardCopyOption.ATOMIC_MOVE);
        }
        Folders.delete(unfinished);
    }

    /** Deletes the builds that nobody runs any more: all but this one of its jar. */
    void deleteOthers() {
        try (var builds = Files.list(Folders.create(apps))) {
            var current = Files.exists(jar) ? folder() : apps;
            builds.filter(build -> build.getFileName().toString().startsWith(jar.getFileName() + "-"))
                    .filter(build -> !build.equals(current))
                    .forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
