package dev.orderflow.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One launcher per folder: a lock that ends with the process that holds it, however it ends. */
final class FolderLock implements AutoCloseable {
    // To open and close the file of a lock of our own would release it.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock, as soon as no other process holds it. */
    static FolderLock await(Path folder) {
        var file = fileOf(folder);
        try {
            var channel = open(file);
            channel.lock();
            OURS.add(file);
            return new FolderLock(file, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lock, or nothing while another launcher holds it. */
    static Optional<FolderLock> tryLock(Path folder) {
        var file = fileOf(folder);
        if (!OURS.add(file)) {
            return Optional.empty();
        }
        try {
            var channel = open(file);
            if (channel.tryLock() == null) {
                channel.close();
                OURS.remove(file);
                return Optional.empty();
            }
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(StandardCharsets.US_ASCII.encode(pid));
            return Optional.of(new FolderLock(file, channel));
        } catch (IOException e) {
            OURS.remove(file);
            throw new UncheckedIOException(e);
        }
    }

    /** The pid of the launcher that has the lock. */
    static String holder(Path folder) {
        var file = fileOf(folder);
        try {
            return OURS.contains(file) ? Long.toString(ProcessHandle.current().pid()) : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path fileOf(Path folder) {
        try {
            return Folders.create(folder).toRealPath().resolve("lock");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        try {
            channel.close();
            OURS.remove(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
