/** What every request is held to, and how every refusal looks: nothing about orders. */
@NullMarked
package dev.orderflow.order.http;

import org.jspecify.annotations.NullMarked;
