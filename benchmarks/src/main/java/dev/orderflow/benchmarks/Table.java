package dev.orderflow.benchmarks;

/** What was measured, one line each, printed as it comes. */
final class Table {

    void row(String what, String format, double value) {
        System.out.printf("%-60s %20s%n", what, format.formatted(value));
    }
}
