package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The generated password of each database role, kept between starts in a file that only its owner may read. */
final class Passwords {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final TreeMap<String, String> byRole = new TreeMap<>();

    Passwords(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (var lines = Files.lines(file)) {
                lines.map(line -> line.split("=", 2)).forEach(entry -> byRole.put(entry[0], entry[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The role's password, generated and on disk before anyone sees it. */
    synchronized String of(String role) {
        var known = byRole.get(role);
        if (known != null) {
            return known;
        }
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        byRole.put(role, password);
        Folders.writePrivate(
                file,
                byRole.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        return password;
    }
}
