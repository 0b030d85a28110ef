@NullMarked
package dev.orderflow.examples.parcels;

import org.jspecify.annotations.NullMarked;
