package dev.orderflow.benchmarks.report;

import static dev.orderflow.benchmarks.report.Report.number;

import java.util.List;

/** A report as text. */
final class Table {

    /** With whom the others are compared. */
    private static final String SUBJECT = "orderflow";

    private static final String ROW = "  %-48s %10s %10s %10s  %-28s%s%n";

    static String of(Report report) {
        var text = new StringBuilder(
                "%n%s, %s, commit %s%n%s%n".formatted(report.part(), report.date(), report.commit(), report.machine()));
        text.append(ROW.formatted("", "median", "min", "max", "", "orderflow's is"));
        report.byName().forEach((name, measurements) -> {
            text.append("%s%n".formatted(name));
            measurements.forEach(each -> text.append(row(each, measurements)));
        });
        report.failures().forEach(each -> text.append("FAILED %s: %s%n".formatted(each.subject(), each.reason())));
        return text.toString();
    }

    private static String row(Measurement each, List<Measurement> all) {
        return ROW.formatted(
                each.subject(),
                number(each.median()),
                number(each.min()),
                number(each.max()),
                each.unit().label,
                comparison(each, all));
    }

    /** How many times this figure orderflow's is. */
    private static String comparison(Measurement each, List<Measurement> all) {
        return all.stream()
                .filter(other -> other.subject().equals(SUBJECT) && !other.equals(each) && each.median() > 0)
                .map(ours -> number(ours.median() / each.median()) + " times that")
                .findFirst()
                .orElse("");
    }

    private Table() {}
}
