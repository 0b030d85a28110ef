@NullMarked
package dev.orderflow.eventbus.consuming;

import org.jspecify.annotations.NullMarked;
