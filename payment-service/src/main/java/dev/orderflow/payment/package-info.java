/** Charges and refunds through the payment gateway. */
@NullMarked
package dev.orderflow.payment;

import org.jspecify.annotations.NullMarked;
