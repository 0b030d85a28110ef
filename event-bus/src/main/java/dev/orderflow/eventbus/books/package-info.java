/** The books: what was published and received, and where every event of it is now. */
@NullMarked
package dev.orderflow.eventbus.books;

import org.jspecify.annotations.NullMarked;
