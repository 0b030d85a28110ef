package dev.orderflow.benchmarks.report;

import static dev.orderflow.benchmarks.report.Report.number;

import java.util.List;
import java.util.Locale;

/**
 * A report as SVG: a bar to the median of each figure, and a whisker from the least to the most. It brings its own
 * background, light or dark as the reader's system is, so that it can be read on any page.
 */
final class Chart {

    private static final int WIDTH = 860;
    private static final int BARS_AT = 330;
    private static final int BARS = 400;
    private static final int ROW = 22;
    private static final int TITLE = 34;
    private static final String STYLE = """
        <style>
          .page { fill: #ffffff } text { fill: #1f2328; font: 13px sans-serif } .title { font-weight: bold }
          .bar { fill: #9a9fa6 } .ours { fill: #2f81f7 } .whisker { stroke: #1f2328; stroke-width: 1.5 }
          @media (prefers-color-scheme: dark) {
            .page { fill: #0d1117 } text { fill: #e6edf3 } .bar { fill: #6e7681 } .whisker { stroke: #e6edf3 }
          }
        </style>
        """;

    private final StringBuilder svg = new StringBuilder();
    private int y = 10;

    static String of(Report report) {
        var chart = new Chart();
        report.byName().forEach((name, measurements) -> {
            if (measurements.getFirst().unit() != Unit.MILLISECONDS_OF_A_QUERY) {
                chart.panel(name, measurements);
            }
        });
        var machine = report.machine();
        chart.text(
                10,
                12,
                "",
                "%s, commit %s, %d cores of %s, %s, %s"
                        .formatted(
                                report.date(),
                                report.commit(),
                                machine.cores(),
                                machine.processor(),
                                machine.memory(),
                                machine.system()));
        chart.text(
                10,
                30,
                "",
                "%s, PostgreSQL %s, Kafka %s".formatted(machine.jdk(), machine.postgres(), machine.kafka()));
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
            <title>%3$s</title>
            %4$s<rect class="page" width="%1$d" height="%2$d"/>
            %5$s</svg>
            """.formatted(WIDTH, chart.y + 50, escaped(report.part()), STYLE, chart.svg);
    }

    private void panel(String name, List<Measurement> measurements) {
        var unit = measurements.getFirst().unit();
        double most = measurements.stream().mapToDouble(Measurement::max).max().orElse(1);
        text(10, 18, "title", "%s, %s (%s is better)".formatted(name, unit.label, unit.moreIsBetter ? "more" : "less"));
        y += TITLE;
        for (var each : measurements) {
            bar(each, most == 0 ? 1 : most);
            y += ROW;
        }
        y += 8;
    }

    private void bar(Measurement each, double most) {
        double from = BARS_AT + BARS * each.min() / most;
        double to = BARS_AT + BARS * each.max() / most;
        text(22, 0, "", each.subject());
        line(String.format(
                Locale.ROOT,
                "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\"/>",
                each.subject().startsWith("orderflow") ? " ours" : "",
                BARS_AT,
                y - 11,
                BARS * each.median() / most));
        whisker(from, y - 4, to, y - 4);
        whisker(from, y - 8, from, y);
        whisker(to, y - 8, to, y);
        text((int) to + 8, 0, "", number(each.median()));
    }

    private void whisker(double x1, int y1, double x2, int y2) {
        line(String.format(
                Locale.ROOT, "<line class=\"whisker\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x1, y1, x2, y2));
    }

    private void text(int x, int below, String type, String words) {
        line("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(type, x, y + below, escaped(words)));
    }

    private void line(String element) {
        svg.append(element).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
