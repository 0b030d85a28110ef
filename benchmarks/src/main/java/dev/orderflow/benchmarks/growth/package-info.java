/** The system after a million orders, and what its queries take then. */
@NullMarked
package dev.orderflow.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
