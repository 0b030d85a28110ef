/** The dead-letter desk: what became of the events that could not be handled, and what operators decide about them. */
@NullMarked
package dev.orderflow.eventbus.deadletters;

import org.jspecify.annotations.NullMarked;
