/** What every request is held to, and how every refusal looks, the same in all services. */
@NullMarked
package dev.orderflow.eventbus.http;

import org.jspecify.annotations.NullMarked;
