package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.MILLISECONDS;
import static dev.orderflow.benchmarks.report.Unit.PERCENT;

import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurement;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Clients that wait for the next change of an order each, all on one order-service, while other orders are placed and
 * theirs are cancelled at a steady rate. The time runs from sending the cancellation, so that its transaction is in it,
 * to the answer of the client that waits.
 */
final class WaitingPart implements Part {

    private static final List<String> HEAP_FOR_THEM = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");
    private static final int CLIENTS = 2000;
    static final int CHANGES_PER_SECOND = 50;

    private final Path repository;

    WaitingPart(Path repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public void measure(Size size, Measurements into) throws IOException {
        try (var folder = TemporaryFolder.create();
                var system = Orderflow.start(settings(folder.path()))) {
            measure(system.uri("order-service"), size, into);
        }
    }

    private Settings settings(Path folder) {
        return Settings.forTests(repository, folder)
                .withEnvironment("order-service", "ORDERS_MOST_WAITING", Integer.toString(CLIENTS + 500))
                .withJvmOptions(HEAP_FOR_THEM);
    }

    static void measure(URI orders, Size size, Measurements into) {
        var waiting = new Clients(orders);
        waiting.measure(size.of(200, 5)); // warms up
        for (int round = 0; round < size.rounds(); round++) {
            var milliseconds = waiting.measure(size.of(CLIENTS, 20));
            var what = "change to answer, %d changes and as many new orders a second".formatted(CHANGES_PER_SECOND);
            var who = "%,d clients that wait".formatted(milliseconds.size());
            into.addLatency(what, who, milliseconds);
            into.add(what + ", slowest", who, MILLISECONDS, Measurement.percentile(milliseconds, 1));
            long inTime = milliseconds.stream().filter(each -> each <= 100).count();
            into.add(what + ", within 100 ms", who, PERCENT, 100.0 * inTime / milliseconds.size());
        }
    }
}
