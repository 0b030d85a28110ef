/** What people would use instead of the event log and its relay. */
@NullMarked
package dev.orderflow.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
