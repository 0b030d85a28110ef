@NullMarked
package dev.orderflow.notification.webhook;

import org.jspecify.annotations.NullMarked;
