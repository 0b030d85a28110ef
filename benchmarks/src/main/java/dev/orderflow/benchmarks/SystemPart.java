package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.CPU_PERCENT;
import static dev.orderflow.benchmarks.report.Unit.MEGABYTES;
import static dev.orderflow.benchmarks.report.Unit.ORDERS_PER_SECOND;
import static dev.orderflow.benchmarks.report.Unit.SECONDS;

import dev.orderflow.benchmarks.load.Cost;
import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The whole system as separate processes, as {@code ./run} starts it: start-up, memory, and what a client waits for. */
final class SystemPart implements Part {

    private final Path repository;

    SystemPart(Path repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "system";
    }

    @Override
    public void measure(Size size, Measurements into) throws IOException {
        for (int round = 0; round < size.rounds(); round++) {
            try (var folder = TemporaryFolder.create();
                    var system = start(Settings.forTests(repository, folder.path()), into)) {
                measure(system.uri("order-service"), size, into);
            }
        }
    }

    private static Orderflow start(Settings settings, Measurements into) {
        long start = System.nanoTime();
        var system = Orderflow.start(settings);
        into.add("start to healthy", "orderflow", SECONDS, (System.nanoTime() - start) / 1e9);
        return system;
    }

    static void measure(URI orders, Size size, Measurements into) throws IOException {
        var clients = new Clients(orders);
        var journeys = new Journeys(clients);
        double firstMilliseconds = journeys.steady(1, 1).getFirst();
        into.add("healthy to the first order CONFIRMED", "orderflow", SECONDS, firstMilliseconds / 1e3);
        into.add("resident memory of all processes", "orderflow, at rest", MEGABYTES, residentMegabytes());
        into.add("processor time at rest", "orderflow", CPU_PERCENT, processorTimeAtRest(size.seconds(15, 0.5)));
        post(clients, size.of(1000, 5), 0);
        into.addLatency("POST /orders", "20 a second", post(clients, size.of(200, 5), 50_000_000));
        into.addLatency("POST /orders", "one after the other", post(clients, size.of(1000, 10), 0));
        into.addLatency("placed to CONFIRMED", "20 a second", journeys.steady(size.of(200, 5), 20));
        var saturated = journeys.saturate(32, size.seconds(10, 0.5));
        into.add("placed and CONFIRMED", "32 customers at once", ORDERS_PER_SECOND, saturated.ordersPerSecond());
        into.addLatency("placed to CONFIRMED", "32 customers at once", saturated.milliseconds());
        into.add("resident memory of all processes", "orderflow, after the load", MEGABYTES, residentMegabytes());
    }

    /** The milliseconds of each order's request, one after the other. */
    private static List<Double> post(Clients clients, int count, long nanosBetween) {
        var milliseconds = new ArrayList<Double>(count);
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            clients.place().join();
            milliseconds.add((System.nanoTime() - start) / 1e6);
            LockSupport.parkNanos(start + nanosBetween - System.nanoTime());
        }
        return milliseconds;
    }

    /** The load is placed from this process, which does nothing meanwhile. */
    private static double processorTimeAtRest(Duration time) {
        double before = Cost.cpuSecondsOfAll();
        LockSupport.parkNanos(time.toNanos());
        return 100 * (Cost.cpuSecondsOfAll() - before) / (time.toNanos() / 1e9);
    }

    /** The sum over this process and all its children; memory that they share counts for each. */
    private static double residentMegabytes() throws IOException {
        double megabytes = residentMegabytes(ProcessHandle.current());
        for (var process : ProcessHandle.current().descendants().toList()) {
            megabytes += residentMegabytes(process);
        }
        return megabytes;
    }

    private static double residentMegabytes(ProcessHandle process) throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .sum();
    }
}
