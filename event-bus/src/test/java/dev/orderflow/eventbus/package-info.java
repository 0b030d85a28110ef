@NullMarked
package dev.orderflow.eventbus;

import org.jspecify.annotations.NullMarked;
