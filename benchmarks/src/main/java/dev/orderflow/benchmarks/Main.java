package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.peers.Peer;
import dev.orderflow.benchmarks.report.Machine;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Runs one part, or all of them, and prints what it measured. What is measured in full is also written to
 * {@code docs/benchmarks}. A part that fails says so, and the others go on.
 */
final class Main {

    public static void main(String... args) throws IOException {
        var part = args.length == 0 ? "all" : args[0];
        var size = Size.named(args.length < 2 ? "full" : args[1]);
        var repository =
                Path.of(System.getProperty("repository", "..")).toAbsolutePath().normalize();
        var parts = parts(repository);
        var names = parts.stream().map(Part::name).toList();
        if (!part.equals("all") && !names.contains(part)) {
            throw new IllegalArgumentException("No part '%s'; there are %s, and all".formatted(part, names));
        }
        boolean failed = false;
        for (var each : parts) {
            if (part.equals("all") || part.equals(each.name())) {
                var report = run(each, size, repository);
                System.out.print(report.table());
                if (size == Size.FULL) {
                    report.writeTo(repository.resolve("docs/benchmarks"));
                }
                failed |= !report.failures().isEmpty();
            }
        }
        System.exit(failed ? 1 : 0);
    }

    static List<Part> parts(Path repository) {
        return List.of(
                new RelayPart(),
                new PeersPart("peers", Peer.Tuning.TUNED),
                new PeersPart("peers-by-default", Peer.Tuning.DEFAULT),
                new LatencyPart(),
                new FailingPart(),
                new SubscriptionPart(),
                new StartPart(repository),
                new SystemPart(repository),
                new PartitionsPart(repository),
                new WaitingPart(repository),
                new GrowthPart(repository));
    }

    private static Report run(Part part, Size size, Path repository) throws IOException {
        System.err.printf("%s, %s, is measured …%n", part.name(), size);
        var measurements = new Measurements();
        try {
            part.measure(size, measurements);
        } catch (Exception e) {
            measurements.failed(part.name(), e);
        }
        return new Report(
                part.name(),
                LocalDate.now(ZoneOffset.UTC),
                Commit.of(repository),
                Machine.here(Database.serverVersion(), AppInfoParser.getVersion()),
                measurements.all(),
                measurements.failures());
    }

    private Main() {}
}
