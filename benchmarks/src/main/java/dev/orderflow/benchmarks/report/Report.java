package dev.orderflow.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What one part measured, where, when and of which commit. */
public record Report(
        String part,
        LocalDate date,
        String commit,
        Machine machine,
        List<Measurement> measurements,
        List<Measurements.Failure> failures) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public String table() {
        return Table.of(this);
    }

    /** Writes it as JSON, and as a chart. */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(part + ".json"), JSON.writeValueAsString(asJson()) + "\n");
        Files.writeString(folder.resolve(part + ".svg"), Chart.of(this));
    }

    private Map<String, Object> asJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("part", part);
        json.put("date", date.toString());
        json.put("commit", commit);
        json.put("machine", machine);
        json.put("measurements", measurements.stream().map(Report::asJson).toList());
        json.put("failures", failures);
        return json;
    }

    private static Map<String, Object> asJson(Measurement measurement) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", measurement.name());
        json.put("subject", measurement.subject());
        json.put("unit", measurement.unit().label);
        json.put("moreIsBetter", measurement.unit().moreIsBetter);
        json.put("median", measurement.median());
        json.put("min", measurement.min());
        json.put("max", measurement.max());
        json.put("samples", measurement.samples());
        return json;
    }

    /** The measurements that are to be compared with each other, by what was measured. */
    Map<String, List<Measurement>> byName() {
        var byName = new LinkedHashMap<String, List<Measurement>>();
        for (var measurement : measurements) {
            byName.computeIfAbsent(measurement.name(), _ -> new ArrayList<>()).add(measurement);
        }
        return byName;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
