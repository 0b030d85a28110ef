@NullMarked
package dev.orderflow.eventbus.deadletters;

import org.jspecify.annotations.NullMarked;
