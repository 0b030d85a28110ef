package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.report.Measurements;

/** A part of the benchmarks, which can be run alone. */
interface Part {

    String name();

    void measure(Size size, Measurements into) throws Exception;
}
