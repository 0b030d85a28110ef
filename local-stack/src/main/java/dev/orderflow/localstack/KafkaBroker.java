package dev.orderflow.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real Kafka broker on the loopback address: one JVM that is broker and controller. */
public final class KafkaBroker implements Part, Kafka {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(4);

    private final Path data;
    private final int port;
    private final Path log;
    private final ChildSlot process = new ChildSlot();

    KafkaBroker(Path data, int port, Path log) {
        this.data = data;
        this.port = port;
        this.log = log;
    }

    /** Starts a broker on the data in a folder, which is made on the first start. */
    public static KafkaBroker start(Path data, int port) {
        var broker = new KafkaBroker(
                data.toAbsolutePath(), port, data.toAbsolutePath().resolveSibling(data.getFileName() + ".log"));
        broker.start();
        return broker;
    }

    @Override
    public String name() {
        return "kafka";
    }

    public int port() {
        return port;
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Starts it again on the same data, or does nothing while it runs; returns when it leads its cluster. */
    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        if (data.toString().contains(",")) {
            throw new StartFailure("Kafka would take the comma in " + data + " for the end of one folder's name");
        }
        var record = data.resolveSibling(data.getFileName() + ".process");
        Survivor.kill(record);
        Folders.create(data);
        var ready = KafkaMain.ready(data);
        Folders.delete(ready);
        var child = process.fill(Child.start(record, command(), Map.of(), log));
        Patience.untilReady("Kafka", child, START, log, () -> Files.exists(ready));
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Java.program());
        command.addAll(Java.small(384));
        command.addAll(List.of(
                "-Dlog4j2.StatusLogger.level=OFF",
                "-Dlogback.configurationFile=dev/orderflow/localstack/kafka-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaMain.class.getName(),
                data.toString(),
                Integer.toString(port),
                Integer.toString(Ports.free())));
        return command;
    }

    @Override
    public boolean running() {
        return process.running();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    @Override
    public void stop() {
        process.stop("TERM", STOP);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }
}
