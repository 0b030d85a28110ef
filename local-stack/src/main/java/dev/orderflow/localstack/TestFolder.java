package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder of servers that belongs to this JVM, and is ended by the next one if this one cannot. */
record TestFolder(Path path, FolderLock lock) {
    private static TestFolder create() {
        var all =
                Path.of(System.getProperty("java.io.tmpdir"), "orderflow-" + System.getProperty("user.name"), "tests");
        try (var _ = FolderLock.await(all)) {
            endAbandoned(all);
            var path = Files.createTempDirectory(all, "");
            return new TestFolder(path, FolderLock.tryLock(path).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that ends with this JVM. */
    static Path untilExit() {
        var folder = create();
        Runtime.getRuntime().addShutdownHook(new Thread(folder::end, "end-test-folder"));
        return folder.path();
    }

    private static void endAbandoned(Path all) throws IOException {
        try (var folders = Files.list(all)) {
            folders.filter(Files::isDirectory)
                    .forEach(
                            folder -> FolderLock.tryLock(folder).ifPresent(lock -> new TestFolder(folder, lock).end()));
        }
    }

    void end() {
        new PostgresData(path.resolve("postgres")).abandon();
        Survivor.kill(path.resolve("kafka.process"));
        Folders.delete(path);
        lock.close();
    }
}
