/** The guarantees, each on real processes that are killed, stopped or lied to. */
@NullMarked
package dev.orderflow.system;

import org.jspecify.annotations.NullMarked;
