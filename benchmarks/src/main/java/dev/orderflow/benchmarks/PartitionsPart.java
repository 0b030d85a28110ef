package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.ORDERS_PER_SECOND;

import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What it costs that topics have partitions for more instances than there are: each service runs once, with topics for
 * one, two or four of it.
 */
final class PartitionsPart implements Part {

    /** A subscription that calls others has so many consumers in an instance. */
    private static final int PARTITIONS_OF_AN_INSTANCE = 3;

    private final Path repository;

    PartitionsPart(Path repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public void measure(Size size, Measurements into) throws IOException {
        for (int round = 0; round < size.rounds(); round++) {
            for (int instances : List.of(1, 2, 4)) {
                int partitions = instances * PARTITIONS_OF_AN_INSTANCE;
                try (var folder = TemporaryFolder.create();
                        var system = Orderflow.start(settings(folder.path(), partitions))) {
                    measure(system.uri("order-service"), partitions, size, into);
                }
            }
        }
    }

    private Settings settings(Path folder, int partitions) {
        return Settings.forTests(repository, folder)
                .withEnvironment("EVENTBUS_PARTITIONS", Integer.toString(partitions));
    }

    static void measure(URI orders, int partitions, Size size, Measurements into) {
        var journeys = new Journeys(new Clients(orders));
        journeys.saturate(32, size.seconds(15, 0.3)); // warms up
        var subject = "%d partitions a topic".formatted(partitions);
        var saturated = journeys.saturate(32, size.seconds(10, 0.3));
        into.add("placed and CONFIRMED, 32 customers at once", subject, ORDERS_PER_SECOND, saturated.ordersPerSecond());
        into.addLatency("placed to CONFIRMED, 20 a second", subject, journeys.steady(size.of(200, 5), 20));
    }
}
