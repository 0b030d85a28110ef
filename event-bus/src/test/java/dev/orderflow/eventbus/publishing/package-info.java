@NullMarked
package dev.orderflow.eventbus.publishing;

import org.jspecify.annotations.NullMarked;
