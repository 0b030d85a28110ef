package dev.orderflow.notification.webhook;

import dev.orderflow.event.Money;
import dev.orderflow.event.NotificationState;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.NotificationStatus;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/** What calls are made with in tests. */
final class Calls {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Calls() {}

    static WebhookProperties allowing(List<String> hosts, List<String> networks) {
        return new WebhookProperties(
                List.of(SECRET),
                hosts,
                networks,
                List.of(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4));
    }

    static Webhooks webhooks(WebhookProperties properties, DnsResolver names) {
        var clock = Clock.systemUTC();
        return new Webhooks(
                new Signer(properties.secrets()),
                new WebhookClient(new AddressGuard(properties, names), properties, clock),
                clock);
    }

    static NotificationState about(String event, String url) {
        return new NotificationState(
                "n-1",
                "01JD0000000000000000000000",
                Channel.WEBHOOK,
                url,
                NotificationStatus.REQUESTED,
                event,
                "0123456789abcdef".repeat(4),
                Instant.parse("2026-11-25T12:00:00.5Z"),
                new Money(new BigDecimal("25.00"), Currency.getInstance("EUR")),
                "The card was declined",
                null);
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
