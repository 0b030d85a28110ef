package dev.orderflow.benchmarks.report;

import java.util.List;

/**
 * One figure of one subject, measured once in each round.
 *
 * @param name    what was measured
 * @param subject whose figure it is: orderflow's, a peer's, or that of a limit
 */
public record Measurement(String name, String subject, Unit unit, List<Double> samples) {

    public double median() {
        return percentile(samples, 0.5);
    }

    public double min() {
        return percentile(samples, 0);
    }

    public double max() {
        return percentile(samples, 1);
    }

    /** The value below which that share of the values lies. */
    public static double percentile(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (share * (values.size() - 1)));
    }
}
