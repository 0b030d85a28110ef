package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.CPU_PERCENT;
import static dev.orderflow.benchmarks.report.Unit.MEGABYTES;
import static dev.orderflow.benchmarks.report.Unit.ORDERS_PER_SECOND;
import static dev.orderflow.benchmarks.report.Unit.SECONDS;

import dev.orderflow.benchmarks.load.Cost;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/** The whole system as separate processes, as {@code ./run} starts it: start-up, memory, and what a client waits for. */
final class SystemPart implements Part {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path repository;

    SystemPart(Path repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "system";
    }

    @Override
    public void measure(Size size, Measurements into) throws IOException, InterruptedException {
        for (int round = 0; round < size.rounds(); round++) {
            var folder = Files.createTempDirectory("orderflow-benchmark");
            try (var system = start(Settings.forTests(repository, folder), into)) {
                measure(system.uri("order-service"), size, into);
            }
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Orderflow start(Settings settings, Measurements into) {
        long start = System.nanoTime();
        var system = Orderflow.start(settings);
        into.add("start to healthy", "orderflow", SECONDS, (System.nanoTime() - start) / 1e9);
        return system;
    }

    static void measure(URI orders, Size size, Measurements into) throws IOException, InterruptedException {
        var client = new Client(orders);
        long start = System.nanoTime();
        client.placeAndAwait();
        into.add("healthy to the first order CONFIRMED", "orderflow", SECONDS, (System.nanoTime() - start) / 1e9);
        into.add("resident memory of all processes", "orderflow, at rest", MEGABYTES, residentMegabytes());
        into.add("processor time at rest", "orderflow", CPU_PERCENT, processorTimeAtRest(size.seconds(15, 0.5)));
        client.post(size.of(1000, 5), 0);
        into.addLatency("POST /orders", "20 a second", client.post(size.of(200, 5), 50_000_000));
        into.addLatency("POST /orders", "one after the other", client.post(size.of(1000, 10), 0));
        var journeys = new Journeys(orders);
        into.addLatency("placed to CONFIRMED", "20 a second", journeys.steady(size.of(200, 5), 20));
        var saturated = journeys.saturate(32, size.seconds(10, 0.5));
        into.add("placed and CONFIRMED", "32 customers at once", ORDERS_PER_SECOND, saturated.ordersPerSecond());
        into.addLatency("placed to CONFIRMED", "32 customers at once", saturated.milliseconds());
        into.add("resident memory of all processes", "orderflow, after the load", MEGABYTES, residentMegabytes());
    }

    /** Somebody who orders. */
    private record Client(URI orders) {

        List<Double> post(int count, long nanosBetween) throws IOException, InterruptedException {
            var milliseconds = new ArrayList<Double>(count);
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                place();
                milliseconds.add((System.nanoTime() - start) / 1e6);
                LockSupport.parkNanos(start + nanosBetween - System.nanoTime());
            }
            return milliseconds;
        }

        void placeAndAwait() throws IOException, InterruptedException {
            var location =
                    orders.resolve(place().headers().firstValue("Location").orElseThrow());
            while (!send(HttpRequest.newBuilder(location)).body().contains("\"CONFIRMED\"")) {
                LockSupport.parkNanos(10_000_000);
            }
        }

        private HttpResponse<String> place() throws IOException, InterruptedException {
            var answer = send(HttpRequest.newBuilder(orders.resolve("/orders"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                        {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"card-ok",
                         "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}]}
                        """)));
            if (answer.statusCode() != 202) {
                throw new IllegalStateException(
                        "POST /orders answered %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            return answer;
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        }
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
