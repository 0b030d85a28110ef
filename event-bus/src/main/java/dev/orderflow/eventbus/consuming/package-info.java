/** The way in: deliveries from Kafka are handled once. */
@NullMarked
package dev.orderflow.eventbus.consuming;

import org.jspecify.annotations.NullMarked;
