/**
 * How events travel: {@code publishing} and {@code consuming}. What came of them: {@code deadletters} and {@code books}. How
 * a service talks HTTP: {@code http} and {@code apidocs}.
 */
@NullMarked
package dev.orderflow.eventbus;

import org.jspecify.annotations.NullMarked;
