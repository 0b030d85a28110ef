package dev.orderflow.payment;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the payment gateway is.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout    how long to wait for an answer; the slowest card takes 2 s
 */
@ConfigurationProperties("gateway")
record GatewayProperties(
        URI url,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout) {}
