package dev.orderflow.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a part measures, and what in it failed. */
public final class Measurements {

    private record Figure(String name, String subject, Unit unit) {}

    /** What could not be measured, and why. */
    public record Failure(String subject, String reason) {}

    private final Map<Figure, List<Double>> samples = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();

    public void add(String name, String subject, Unit unit, double sample) {
        samples.computeIfAbsent(new Figure(name, subject, unit), _ -> new ArrayList<>())
                .add(sample);
    }

    /** The median and the 99th percentile of what took that long. */
    public void addLatency(String name, String subject, List<Double> milliseconds) {
        add(name + ", median", subject, Unit.MILLISECONDS, Measurement.percentile(milliseconds, 0.5));
        add(name + ", 99th percentile", subject, Unit.MILLISECONDS, Measurement.percentile(milliseconds, 0.99));
    }

    public void failed(String subject, Exception reason) {
        failures.add(new Failure(subject, reason.toString()));
        System.err.println(subject + " failed");
        reason.printStackTrace();
    }

    public List<Measurement> all() {
        return samples.entrySet().stream()
                .map(each -> new Measurement(
                        each.getKey().name(),
                        each.getKey().subject(),
                        each.getKey().unit(),
                        List.copyOf(each.getValue())))
                .toList();
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }
}
