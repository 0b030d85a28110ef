package dev.orderflow.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Runs one part, or all of them, and prints what it measured. */
final class Main {

    private static final Set<String> PARTS =
            Set.of("all", "relay", "latency", "failing", "subscription", "system", "waiting");

    public static void main(String... args) throws IOException, InterruptedException {
        var part = args.length == 0 ? "all" : args[0];
        if (!PARTS.contains(part)) {
            throw new IllegalArgumentException("No part '%s'; there are %s".formatted(part, PARTS));
        }
        var table = new Table();
        if (part.equals("all") || part.equals("relay")) {
            RelayBenchmark.run(table, 1_000_000);
        }
        if (part.equals("all") || part.equals("latency")) {
            LatencyBenchmark.run(table, 100, 20);
        }
        if (part.equals("all") || part.equals("failing")) {
            LatencyBenchmark.runWithFailingKeys(table, 200, 15, 10);
        }
        if (part.equals("all") || part.equals("subscription")) {
            SubscriptionBenchmark.run(table, 20_000);
        }
        var repository =
                Path.of(System.getProperty("repository", "..")).toAbsolutePath().normalize();
        if (part.equals("all") || part.equals("system")) {
            SystemBenchmark.run(table, repository, 1000, 1000);
        }
        if (part.equals("all") || part.equals("waiting")) {
            WaitingBenchmark.run(table, repository, 2000, 50);
        }
        System.exit(0);
    }

    private Main() {}
}
