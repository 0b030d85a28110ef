@NullMarked
package dev.orderflow.benchmarks;

import org.jspecify.annotations.NullMarked;
