package dev.orderflow.localstack;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** The broker's JVM: writes its configuration, formats its storage the first time, and becomes the broker. */
final class KafkaMain {
    private KafkaMain() {}

    static void main(String[] arguments) throws IOException {
        var data = Path.of(arguments[0]);
        var configuration = data.resolveSibling(data.getFileName() + ".properties");
        write(configuration(arguments[1], arguments[2]), data.resolve("log"), configuration);
        if (!Files.exists(data.resolve("log/meta.properties"))) {
            format(configuration.toString());
        }
        Thread.ofVirtual().start(() -> sayWhenReady("127.0.0.1:" + arguments[1], ready(data)));
        Kafka.main(new String[] {configuration.toString()});
    }

    /** In what Kafka reads by itself, letters beyond Latin-1 are escaped. */
    private static void write(String configuration, Path log, Path to) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(configuration));
        properties.setProperty("log.dirs", log.toString());
        try (var out = Files.newOutputStream(to)) {
            properties.store(out, null);
        }
    }

    private static void format(String configuration) {
        var id = Uuid.randomUuid().toString();
        var arguments = new String[] {"format", "--cluster-id", id, "--config", configuration};
        int code = StorageTool.execute(arguments, System.out);
        if (code != 0) {
            throw new IllegalStateException("Could not format Kafka's storage: " + code);
        }
    }

    /** A file that is there once the broker takes requests. Asked from outside, a broker that starts makes much noise. */
    static Path ready(Path data) {
        return data.resolveSibling(data.getFileName() + ".ready");
    }

    private static void sayWhenReady(String bootstrapServers, Path file) {
        var configuration =
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", "50");
        try (var admin = Admin.create(configuration)) {
            while (admin.describeCluster().nodes().get().isEmpty()) {
                Thread.sleep(20);
            }
            Files.createFile(file);
        } catch (IOException | ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Nobody will hear that the broker is ready", e);
        }
    }

    private static String configuration(String port, String controllerPort) {
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$s
            listeners=PLAINTEXT://127.0.0.1:%1$s,CONTROLLER://127.0.0.1:%2$s
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$s
            controller.listener.names=CONTROLLER
            auto.create.topics.enable=false
            # a short session, so that it is back soon after kill -9
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            # one node, so one replica of everything
            default.replication.factor=1
            min.insync.replicas=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=8
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=8
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=8
            group.initial.rebalance.delay.ms=0
            # few threads, for a machine that is at rest most of the time
            num.network.threads=2
            num.io.threads=3
            # few records of a controller that has nothing to say
            metadata.max.idle.interval.ms=5000
            # not 128 MB for the little that is to be cleaned here
            log.cleaner.dedupe.buffer.size=2097152
            """.formatted(port, controllerPort);
    }
}
