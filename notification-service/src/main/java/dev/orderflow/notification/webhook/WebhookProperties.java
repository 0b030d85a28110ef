package dev.orderflow.notification.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How customers' systems are called.
 *
 * @param secrets         what webhooks are signed with, as {@code whsec_…}; each of them signs, so that a new one can be
 *                        handed out before the old one is taken away
 * @param allowedHosts    {@code host:port} of endpoints that are called whatever address they have
 * @param allowedNetworks addresses, or blocks of them as {@code 10.1.0.0/16}, that are called though they are not public
 * @param delays          before the second attempt, the third, and so on
 * @param connectTimeout  how long to wait for a connection
 * @param readTimeout     how long to wait for the next bytes of an answer
 * @param timeout         how long a call may take in all, name resolution included
 */
@ConfigurationProperties("webhooks")
public record WebhookProperties(
        @DefaultValue List<String> secrets,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> allowedNetworks,
        @DefaultValue({"5s", "5m", "30m", "2h", "8h"}) List<Duration> delays,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("10s") Duration timeout) {}
