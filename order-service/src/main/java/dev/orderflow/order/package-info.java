/** Takes orders and decides what becomes of them. */
@NullMarked
package dev.orderflow.order;

import org.jspecify.annotations.NullMarked;
