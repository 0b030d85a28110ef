package dev.orderflow.localstack;

import java.nio.file.Path;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One Postgres and one Kafka as child processes, started when first asked for, on free ports, in a temporary folder.
 * They end with the JVM; what a killed JVM left behind, the next one ends.
 */
final class EmbeddedServers {
    private static final Object LOCK = new Object();
    private static final int ATTEMPTS = 3;

    private static @Nullable Path folder;
    private static @Nullable PostgresServer postgres;
    private static @Nullable KafkaBroker kafka;

    private EmbeddedServers() {}

    static PostgresServer postgres() {
        synchronized (LOCK) {
            if (postgres == null) {
                var data = folder().resolve("postgres");
                postgres = onFreePort(port -> PostgresServer.start(data, port));
            }
            return postgres;
        }
    }

    static KafkaBroker kafka() {
        synchronized (LOCK) {
            if (kafka == null) {
                var data = folder().resolve("kafka");
                kafka = onFreePort(port -> KafkaBroker.start(data, port));
            }
            return kafka;
        }
    }

    /** Another process may take a free port before we do. */
    private static <T> T onFreePort(IntFunction<T> start) {
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            try {
                return start.apply(port);
            } catch (StartFailure e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Path folder() {
        if (folder == null) {
            folder = TestFolder.untilExit();
        }
        return folder;
    }
}
