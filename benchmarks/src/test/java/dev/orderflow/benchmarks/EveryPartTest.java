package dev.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.peers.Peer;
import dev.orderflow.benchmarks.report.Measurement;
import dev.orderflow.benchmarks.report.Measurements;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every part, with tiny numbers: that they are there, and that orderflow leaves no dead rows and keeps order. */
class EveryPartTest {

    private static final Predicate<String> MUST_BE_ZERO = Pattern.compile(
                    "dead rows of the event log|.* out of order per 10,000")
            .asMatchPredicate();

    static Stream<Part> partsInThisProcess() {
        return Stream.of(
                new RelayPart(),
                new PeersPart("peers", Peer.Tuning.TUNED),
                new LatencyPart(),
                new FailingPart(),
                new SubscriptionPart());
    }

    @ParameterizedTest
    @MethodSource("partsInThisProcess")
    void measuresFinitePositiveFigures(Part part) throws Exception {
        var measurements = new Measurements();

        part.measure(Size.SHORT, measurements);

        hasFigures(measurements);
    }

    @Test
    void thePartsWithServicesShareAStart() throws Exception {
        var measurements = new Measurements();

        try (var folder = TemporaryFolder.create()) {
            var settings = StartPart.settings(Path.of("..").toAbsolutePath().normalize(), folder.path());
            try (var system = GrowthPart.start(settings, 10)) {
                SystemPart.measure(system.uri("order-service"), Size.SHORT, measurements);
                PartitionsPart.measure(system.uri("order-service"), 6, Size.SHORT, measurements);
                GrowthPart.measure(system, Size.SHORT, measurements);
                StartPart.measure(system.system(), settings, Size.SHORT, measurements);
                WaitingPart.measure(system.system(), Size.SHORT, measurements); // stops services
            }
        }

        hasFigures(measurements);
    }

    private static void hasFigures(Measurements measurements) {
        assertThat(measurements.failures()).isEmpty();
        assertThat(measurements.all())
                .isNotEmpty()
                .allSatisfy(EveryPartTest::hasFigures)
                .filteredOn(each -> each.subject().startsWith("orderflow") && MUST_BE_ZERO.test(each.name()))
                .allSatisfy(each -> assertThat(each.max()).as(each.toString()).isZero());
    }

    private static void hasFigures(Measurement measurement) {
        assertThat(List.of(measurement.min(), measurement.median(), measurement.max()))
                .as(measurement.toString())
                .isSorted()
                .allMatch(measurement.unit()::allows);
    }
}
