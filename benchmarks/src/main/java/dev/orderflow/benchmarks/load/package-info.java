/** What puts the load on, and what it costs. */
@NullMarked
package dev.orderflow.benchmarks.load;

import org.jspecify.annotations.NullMarked;
