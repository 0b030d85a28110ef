package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.load.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Orders on their whole way through all services: from the request to the answer that says CONFIRMED. */
final class Journeys {

    /** What customers did who all placed an order, waited for it, and placed the next. */
    record Saturated(double ordersPerSecond, List<Double> milliseconds) {}

    private final Clients clients;

    Journeys(Clients clients) {
        this.clients = clients;
    }

    List<Double> steady(int count, int perSecond) {
        var journeys = new ArrayList<CompletableFuture<Double>>();
        Pace.every(1_000_000_000L / perSecond, count, _ -> journeys.add(journey()));
        return journeys.stream().map(CompletableFuture::join).toList();
    }

    /** Each customer begins at once; whoever is under way when the time is up still arrives, and counts. */
    Saturated saturate(int customers, Duration time) {
        long start = System.nanoTime();
        var milliseconds = new ConcurrentLinkedQueue<Double>();
        Stream.generate(() -> keepOrdering(start + time.toNanos(), milliseconds))
                .limit(customers)
                .toList()
                .forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Saturated(milliseconds.size() / seconds, List.copyOf(milliseconds));
    }

    private CompletableFuture<Double> keepOrdering(long end, ConcurrentLinkedQueue<Double> milliseconds) {
        return journey().thenCompose(taken -> {
            milliseconds.add(taken);
            return System.nanoTime() < end ? keepOrdering(end, milliseconds) : CompletableFuture.completedFuture(taken);
        });
    }

    private CompletableFuture<Double> journey() {
        long start = System.nanoTime();
        return clients.place().thenCompose(clients::confirmed).thenApply(_ -> (System.nanoTime() - start) / 1e6);
    }
}
