/** The way out: events are appended to the event log and relayed to Kafka. */
@NullMarked
package dev.orderflow.eventbus.publishing;

import org.jspecify.annotations.NullMarked;
