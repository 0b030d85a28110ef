package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.MILLISECONDS;
import static dev.orderflow.benchmarks.report.Unit.PERCENT;

import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurement;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Clients that wait for their order to change, all on one order-service, while other orders are placed and theirs are
 * cancelled at a steady rate. Nobody else is there to decide the orders. The time runs from the answer to who cancelled,
 * who knows then that it is committed, to the answer to who waits; it is zero when that came first.
 */
final class WaitingPart implements Part {

    private static final int HEAP_FOR_THEM = 512;
    private static final int CLIENTS = 2000;
    private static final int CHANGES_PER_SECOND = 50;

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
            measure(system, size, into);
        }
    }

    private Settings settings(Path folder) {
        return Settings.forTests(repository, folder)
                .withEnvironment("order-service", "ORDERS_MOST_WAITING", Integer.toString(CLIENTS))
                .withHeap(HEAP_FOR_THEM);
    }

    static void measure(Orderflow system, Size size, Measurements into) {
        system.stop("payment-service");
        system.stop("notification-service");
        var clients = new Clients(system.uri("order-service"));
        clients.waitForChanges(size.of(500, 5), CHANGES_PER_SECOND); // warms up
        for (int round = 0; round < size.rounds(); round++) {
            var milliseconds = clients.waitForChanges(size.of(CLIENTS, 20), CHANGES_PER_SECOND);
            var what = "change to answer, %d changes and as many new orders a second".formatted(CHANGES_PER_SECOND);
            var who = "%,d clients that wait".formatted(milliseconds.size());
            into.addLatency(what, who, milliseconds);
            into.add(what + ", slowest", who, MILLISECONDS, Measurement.percentile(milliseconds, 1));
            long inTime = milliseconds.stream().filter(each -> each <= 100).count();
            into.add(what + ", within 100 ms", who, PERCENT, 100.0 * inTime / milliseconds.size());
        }
    }
}
