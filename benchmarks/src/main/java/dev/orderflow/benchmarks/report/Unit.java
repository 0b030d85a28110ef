package dev.orderflow.benchmarks.report;

/** What a number counts, and whether one wants more of it. */
public enum Unit {
    EVENTS_PER_SECOND("events/s", true, false),
    ORDERS_PER_SECOND("orders/s", true, false),
    MILLISECONDS("ms", false, true),
    /** Not drawn: there are too many. */
    MILLISECONDS_OF_A_QUERY("ms of Postgres", false, true),
    SECONDS("s", false, false),
    MEGABYTES("MB", false, false),
    PERCENT("%", true, true),
    CPU_PERCENT("% of one core", false, true),
    CPU_SECONDS("CPU s", false, false),
    CPU_SECONDS_OF_EVENTS("CPU s per 10,000 events", false, true),
    WAL_MEGABYTES("MB of WAL per 10,000 events", false, false),
    DEAD_ROWS("dead rows", false, true),
    OUT_OF_ORDER("events", false, true);

    final String label;
    final boolean moreIsBetter;
    private final boolean mayBeZero;

    Unit(String label, boolean moreIsBetter, boolean mayBeZero) {
        this.label = label;
        this.moreIsBetter = moreIsBetter;
        this.mayBeZero = mayBeZero;
    }

    /** Whether a measurement can have this value at all. */
    public boolean allows(double value) {
        return Double.isFinite(value) && (mayBeZero ? value >= 0 : value > 0);
    }
}
