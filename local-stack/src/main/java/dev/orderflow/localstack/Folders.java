package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Folders and files as the servers want them: private, whole or not there at all. */
final class Folders {
    private static final int DELETIONS = 10;
    private static final int TAIL_BYTES = 16 * 1024;

    private Folders() {}

    static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void createParent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            create(parent);
        }
    }

    /** Deletes a file or a folder and all in it, even while others still delete or write there. */
    static void delete(Path folder) {
        for (int attempt = 1; Files.exists(folder); attempt++) {
            try (var paths = Files.walk(folder)) {
                for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETIONS) {
                    throw new IllegalStateException("Could not delete " + folder, e);
                }
            }
        }
    }

    /** Writes a file that only its owner may read, so that a reader sees the old text or the new, never half. */
    static void writePrivate(Path file, String text) {
        try {
            createParent(file);
            var unfinished = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    file.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of a log, for the message of a failure. */
    static String tail(Path log) {
        try (var file = Files.newByteChannel(log)) {
            var end = ByteBuffer.allocate((int) Math.min(file.size(), TAIL_BYTES));
            file.position(file.size() - end.capacity()).read(end);
            var lines =
                    StandardCharsets.UTF_8.decode(end.flip()).toString().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException unreadable) {
            return "(" + log + " cannot be read)";
        }
    }
}
