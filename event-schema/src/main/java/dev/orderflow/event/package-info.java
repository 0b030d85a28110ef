/** What the services say to each other. */
@NullMarked
package dev.orderflow.event;

import org.jspecify.annotations.NullMarked;
