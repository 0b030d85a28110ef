/** What was measured, and how it is told: a table, JSON and a chart. */
@NullMarked
package dev.orderflow.benchmarks.report;

import org.jspecify.annotations.NullMarked;
