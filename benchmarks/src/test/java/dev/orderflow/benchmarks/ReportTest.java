package dev.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.benchmarks.report.Machine;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.benchmarks.report.Report;
import dev.orderflow.benchmarks.report.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Measurements measurements = new Measurements();

    ReportTest() {
        for (double sample : new double[] {2000, 1000, 4000}) {
            measurements.add("live", "orderflow", Unit.EVENTS_PER_SECOND, sample);
            measurements.add("live", "<another> & co", Unit.EVENTS_PER_SECOND, sample / 4);
        }
    }

    @Test
    void theTableHasMedianLeastAndMostAndComparesTheMedians() {
        assertThat(report().table())
                .containsPattern("orderflow +2,000 +1,000 +4,000 +events/s")
                .containsPattern("<another> & co +500 +250 +1,000 +events/s +4.00 times that");
    }

    @Test
    void whatFailedIsInTheTable() {
        measurements.failed("a peer", new IllegalStateException("is not there"));

        assertThat(report().table()).contains("FAILED a peer: java.lang.IllegalStateException: is not there");
    }

    @Test
    void jsonAndChartAreWritten(@TempDir Path folder) throws Exception {
        report().writeTo(folder);

        assertThat(Files.readString(folder.resolve("relay.json")))
                .contains("\"samples\" : [ 2000.0, 1000.0, 4000.0 ]", "\"processor\" : \"a processor\"");
        var chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("relay.svg").toFile());
        assertThat(chart.getElementsByTagName("text").getLength()).isEqualTo(7);
    }

    private Report report() {
        return new Report(
                "relay",
                LocalDate.of(2026, 11, 25),
                "abc1234",
                new Machine("a processor", 2, "24 GiB", "Linux", "JDK 25", "18.6", "4.2.2"),
                measurements.all(),
                measurements.failures());
    }
}
