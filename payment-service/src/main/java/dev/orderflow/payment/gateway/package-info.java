/**
 * A stand-in for a payment provider, with books, moods and faulty cards. It shares nothing with payment-service but the
 * process: it is called by URL like a real one, and keeps its books in a schema and in transactions of its own.
 */
@NullMarked
package dev.orderflow.payment.gateway;

import org.jspecify.annotations.NullMarked;
