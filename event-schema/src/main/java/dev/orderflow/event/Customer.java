package dev.orderflow.event;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who ordered, and how to reach them; every event carries it, so that no consumer has to ask.
 *
 * @param callbackUrl where the customer's own system wants to be called, if anywhere
 */
public record Customer(
        String customerId, String email, @Nullable URI callbackUrl) {}
