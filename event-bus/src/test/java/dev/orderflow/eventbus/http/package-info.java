@NullMarked
package dev.orderflow.eventbus.http;

import org.jspecify.annotations.NullMarked;
