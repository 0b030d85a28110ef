@NullMarked
package dev.orderflow.eventbus.books;

import org.jspecify.annotations.NullMarked;
