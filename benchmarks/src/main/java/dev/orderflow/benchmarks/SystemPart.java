package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.CPU_PERCENT;
import static dev.orderflow.benchmarks.report.Unit.MEGABYTES;
import static dev.orderflow.benchmarks.report.Unit.ORDERS_PER_SECOND;
import static dev.orderflow.benchmarks.report.Unit.SECONDS;

import dev.orderflow.benchmarks.load.Cost;
import dev.orderflow.benchmarks.load.Memory;
import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole system as separate processes, as {@code ./run} starts it: start-up, memory, and what a client waits for. */
final class SystemPart implements Part {

    private static final Pattern UP = Pattern.compile("(\\S+) is up after (\\d+) ms");

    private static final double BUSY = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        var console = new ConcurrentLinkedQueue<String>();
        long start = System.nanoTime();
        var system = Orderflow.start(settings.with(console::add));
        into.add("start to healthy", "orderflow", SECONDS, (System.nanoTime() - start) / 1e9);
        console.stream().sorted().map(UP::matcher).filter(Matcher::matches).forEach(up -> {
            into.add("start to healthy", up.group(1), SECONDS, Double.parseDouble(up.group(2)) / 1e3);
        });
        return system;
    }

    static void measure(URI orders, Size size, Measurements into) {
        var clients = new Clients(orders);
        var journeys = new Journeys(clients);
        double firstMilliseconds = journeys.steady(1, 1).getFirst();
        into.add("healthy to the first order CONFIRMED", "orderflow", SECONDS, firstMilliseconds / 1e3);
        memory("after the first order", into);
        journeys.saturate(32, size.seconds(45, 0.5)); // warms up
        awaitRest();
        into.addLatency("POST /orders", "20 a second", post(clients, size.of(200, 5), 50_000_000));
        awaitRest();
        into.addLatency("POST /orders", "one after the other", post(clients, size.of(1000, 10), 0));
        awaitRest();
        into.addLatency("placed to CONFIRMED", "20 a second", journeys.steady(size.of(200, 5), 20));
        awaitRest();
        var saturated = journeys.saturate(32, size.seconds(10, 0.5));
        into.add("placed and CONFIRMED", "32 customers at once", ORDERS_PER_SECOND, saturated.ordersPerSecond());
        into.addLatency("placed to CONFIRMED", "32 customers at once", saturated.milliseconds());
        memory("after the load", into);
        awaitRest();
        LockSupport.parkNanos(size.seconds(10, 0.1).toNanos());
        into.add("processor time at rest", "orderflow", CPU_PERCENT, processorTime(size.seconds(30, 0.5)));
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

    /** Until nothing is left to do of what was placed: orders are paid for, and mails sent, after their answers. */
    private static void awaitRest() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (processorTime(Duration.ofSeconds(1)) > BUSY) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Still busy after " + PATIENCE);
            }
        }
    }

    /** In per cent of a core. The load is placed from this process, which does nothing meanwhile. */
    private static double processorTime(Duration time) {
        double before = Cost.cpuSecondsOfAll();
        LockSupport.parkNanos(time.toNanos());
        return 100 * (Cost.cpuSecondsOfAll() - before) / (time.toNanos() / 1e9);
    }

    private static void memory(String when, Measurements into) {
        double sum = 0;
        for (var each : Memory.ofChildren().entrySet()) {
            into.add("memory " + when, each.getKey(), MEGABYTES, each.getValue());
            sum += each.getValue();
        }
        into.add("memory " + when, "orderflow", MEGABYTES, sum);
    }
}
