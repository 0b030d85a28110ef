package dev.orderflow.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What order-service grants its clients.
 *
 * @param idempotencyKeysLast how long a request can be repeated under its key; then the key is forgotten
 * @param longestWait         the most that {@code Prefer: wait=n} can ask for
 * @param mostWaiting         so many clients may wait at once, on one instance: each holds the web server's buffers for its
 *                            connection, so that 2,000 do not fit into a heap of 256 MB
 */
@ConfigurationProperties("orders")
record OrderProperties(
        @DefaultValue("24h") Duration idempotencyKeysLast,
        @DefaultValue("60s") Duration longestWait,
        @DefaultValue("1000") int mostWaiting) {}
