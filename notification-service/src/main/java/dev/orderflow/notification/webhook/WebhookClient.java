package dev.orderflow.notification.webhook;

import dev.orderflow.eventbus.consuming.UnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls servers that nobody here trusts: one request over a connection of its own, no redirects, no cookies, no proxy,
 * nothing read of the answer but its head, and an end to it all after a while, however slowly the other side talks.
 */
final class WebhookClient implements AutoCloseable {

    /** Whoever waits for a connection uses up the time of its call. How many calls there are, the event bus decides. */
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final CloseableHttpClient http;
    private final WebhookProperties properties;
    private final Clock clock;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    WebhookClient(DnsResolver addresses, WebhookProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        var read = Timeout.of(properties.readTimeout());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnTotal(NO_LIMIT)
                .setMaxConnPerRoute(NO_LIMIT)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(read)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(read).build()) // of the TLS handshake
                .build();
        http = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(read)
                        .setConnectionRequestTimeout(Timeout.of(properties.timeout()))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Orderflow-Webhooks/1.0")
                .build();
    }

    /**
     * Makes a call.
     *
     * @throws WebhookFailedException    when there is no answer, with the reason in words
     * @throws ForbiddenAddressException when the address may not be called
     * @throws UnavailableException      when this service is about to stop: no attempt is spent
     */
    Answer call(HttpPost request) {
        var call = calls.submit(() -> answer(request));
        try {
            return call.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new WebhookFailedException(
                    "No answer within %d ms".formatted(properties.timeout().toMillis()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForbiddenAddressException forbidden) {
                throw forbidden;
            }
            throw new WebhookFailedException(reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted by a shutdown", e);
        } finally {
            request.cancel();
        }
    }

    private Answer answer(HttpPost request) throws IOException {
        var response = (CloseableHttpResponse) http.executeOpen(null, request, null);
        try {
            var header = Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER));
            return Answer.of(
                    response.getCode(), header.flatMap(later -> RetryAfter.parse(later.getValue(), clock.instant())));
        } finally {
            response.close(CloseMode.IMMEDIATE); // otherwise it would read the answer to its end
        }
    }

    /** In words of our own: what a strange server makes our libraries say does not belong into a log. */
    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case UnknownHostException _ -> "Unknown host";
            case SocketTimeoutException _ -> "Timed out";
            case ConnectException _ -> "Connection failed";
            case SSLException _ -> "TLS failed";
            case null, default -> "No HTTP answer";
        };
    }

    @Override
    public void close() throws IOException {
        calls.shutdownNow();
        http.close();
    }
}
