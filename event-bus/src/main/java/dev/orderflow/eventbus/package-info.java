/** How events travel. Each half has a package of its own: {@code publishing} and {@code consuming}. */
@NullMarked
package dev.orderflow.eventbus;

import org.jspecify.annotations.NullMarked;
