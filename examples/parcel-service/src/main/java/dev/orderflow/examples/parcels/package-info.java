/** What the README shows of event-bus in a system of one's own. */
@NullMarked
package dev.orderflow.examples.parcels;

import org.jspecify.annotations.NullMarked;
