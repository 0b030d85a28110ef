package dev.orderflow.benchmarks;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The whole system as separate processes, as {@code ./run} starts it: start-up, memory, and what a client waits for. */
final class SystemBenchmark {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI orders;

    private SystemBenchmark(URI orders) {
        this.orders = orders;
    }

    static void run(Table table, Path repository, int warmUp, int count) throws IOException, InterruptedException {
        var settings = Settings.forTests(repository, Files.createTempDirectory("orderflow-benchmark"));
        long start = System.nanoTime();
        try (var system = Orderflow.start(settings)) {
            table.row("system: start to healthy", "%.1f s", (System.nanoTime() - start) / 1e9);
            var benchmark = new SystemBenchmark(system.uri("order-service"));
            benchmark.placeAndAwait();
            table.row("system: start to the first order CONFIRMED", "%.1f s", (System.nanoTime() - start) / 1e9);
            table.row("system: resident memory of all processes", "%,.0f MB", residentMegabytes());
            benchmark.post(warmUp, 0);
            report(table, "20 a second", benchmark.post(count / 5, 50_000_000));
            report(table, "one after the other", benchmark.post(count, 0));
            benchmark.placeAndAwait();
            table.row(
                    "system: resident memory after %,d orders".formatted(warmUp + count + count / 5),
                    "%,.0f MB",
                    residentMegabytes());
        }
    }

    private static void report(Table table, String how, List<Double> milliseconds) {
        table.row(
                "system: POST /orders, %s, median".formatted(how),
                "%.2f ms",
                LatencyBenchmark.percentile(milliseconds, 0.5));
        table.row(
                "system: POST /orders, %s, 99th percentile".formatted(how),
                "%.2f ms",
                LatencyBenchmark.percentile(milliseconds, 0.99));
    }

    private List<Double> post(int count, long nanosBetween) throws IOException, InterruptedException {
        var milliseconds = new ArrayList<Double>(count);
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            place();
            milliseconds.add((System.nanoTime() - start) / 1e6);
            LockSupport.parkNanos(start + nanosBetween - System.nanoTime());
        }
        return milliseconds;
    }

    private void placeAndAwait() throws IOException, InterruptedException {
        var location = orders.resolve(place().headers().firstValue("Location").orElseThrow());
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
