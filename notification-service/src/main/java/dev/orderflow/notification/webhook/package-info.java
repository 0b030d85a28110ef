/** Calls of the customer's own system, by the Standard Webhooks specification. */
@NullMarked
package dev.orderflow.notification.webhook;

import org.jspecify.annotations.NullMarked;
