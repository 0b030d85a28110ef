package dev.orderflow.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.orderflow.eventbus.consuming.RetryLaterException;
import dev.orderflow.localstack.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of real servers, few of them well-behaved. */
class WebhooksTest {

    @Test
    void aReceiverWithTheSpecificationsLibraryTrustsWhatArrives() throws Exception {
        try (var server = StrangeServer.saying("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(send(server, "OrderRejected")).isEqualTo(new WebhookOutcome.Delivered("HTTP 204"));

            var head = server.request().substring(0, server.request().indexOf("\r\n\r\n"));
            var body = server.request().substring(head.length() + 4);
            assertThat(head).startsWith("POST /hook?shop=1 HTTP/1.1").contains("Content-Type: application/json");
            assertThat(body)
                    .isEqualTo("{\"type\":\"order.rejected\",\"timestamp\":\"2026-11-25T12:00:00.500Z\","
                            + "\"data\":{\"orderId\":\"01JD0000000000000000000000\","
                            + "\"amount\":{\"amount\":\"25.00\",\"currency\":\"EUR\"},"
                            + "\"explanation\":\"The card was declined\"}}");
            assertThat(head).contains("webhook-id: " + "0123456789abcdef".repeat(4));
            assertThatCode(() -> new Webhook(Calls.SECRET).verify(body, headers(head)))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectIsFollowed(int status) throws Exception {
        try (var target = StrangeServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var server =
                        StrangeServer.saying("HTTP/1.1 %d Over there\r\nLocation: http://hooks.localhost:%d/\r\n\r\n"
                                .formatted(status, target.port()))) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed"))
                    .isInstanceOf(WebhookFailedException.class)
                    .hasMessage("HTTP " + status);
            assertThat(server.connections).hasValue(1);
            assertThat(target.connections).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "404 Not Found", "429 Slow down", "500 Oops", "503 Service Unavailable"})
    void anErrorIsAFailedAttemptAndIsNotRepeatedAtOnce(String status) throws Exception {
        try (var server = StrangeServer.saying("HTTP/1.1 %s\r\n\r\n".formatted(status))) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed"))
                    .isInstanceOf(WebhookFailedException.class)
                    .hasMessage("HTTP " + status.substring(0, 3))
                    .hasNoCause();
            assertThat(server.connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"503 | 120", "429 | 3", "503 | Tue, 31 Dec 2999 23:59:59 GMT"})
    void whoSaysWhenToComeBackIsListenedTo(int status, String retryAfter) throws Exception {
        try (var server =
                StrangeServer.saying("HTTP/1.1 %d Later\r\nRetry-After: %s\r\n\r\n".formatted(status, retryAfter))) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed"))
                    .isInstanceOf(RetryLaterException.class)
                    .hasMessageStartingWith("HTTP %d, Retry-After".formatted(status));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "Fri, 31 Dec 1999 23:59:59 GMT", "99999999999999999999"})
    void aRetryAfterThatMakesNoSenseIsIgnored(String retryAfter) throws Exception {
        try (var server = StrangeServer.saying("HTTP/1.1 503 Later\r\nRetry-After: %s\r\n\r\n".formatted(retryAfter))) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed")).isInstanceOf(WebhookFailedException.class);
        }
    }

    @Test
    void anEndpointThatIsGoneSaysSo() throws Exception {
        try (var server = StrangeServer.saying("HTTP/1.1 410 Gone\r\n\r\n")) {
            assertThat(send(server, "OrderConfirmed")).isEqualTo(new WebhookOutcome.Gone("HTTP 410"));
        }
    }

    /** A refused connection is one customer's trouble: no cause is left by which it looks like everybody's. */
    @Test
    void aDeadServerIsAFailedAttempt() {
        assertThatThrownBy(() -> send("hooks.localhost", Ports.free()))
                .isInstanceOf(WebhookFailedException.class)
                .hasMessage("Connection failed")
                .hasNoCause();
    }

    @Test
    void aServerThatSaysNothingIsLeftAfterAWhile() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = new StrangeServer((_, _) -> await(over))) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed"))
                    .isInstanceOf(WebhookFailedException.class)
                    .hasMessage("Timed out");
        } finally {
            over.countDown();
        }
    }

    /** Each byte comes in time, and all of them in half a minute. */
    @Test
    void aServerThatDripsIsLeftAfterAWhile() throws Exception {
        try (var server = new StrangeServer((_, out) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
            for (int drips = 0; drips < 300; drips++) {
                out.write('x');
                pause(100);
            }
            out.write("\r\n\r\n".getBytes(UTF_8));
        })) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed"))
                    .isInstanceOf(WebhookFailedException.class)
                    .hasMessage("No answer within 4000 ms");
        }
    }

    @Test
    void ofAnEndlessAnswerOnlyTheHeadIsRead() throws Exception {
        try (var server = new StrangeServer((self, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(UTF_8));
            var block = new byte[64 * 1024];
            while (true) {
                out.write(block);
                self.sent.addAndGet(block.length);
            }
        })) {
            assertThat(send(server, "OrderConfirmed")).isEqualTo(new WebhookOutcome.Delivered("HTTP 200"));
            assertThat(server.sent.get()).isLessThan(64 * 1024 * 1024);
        }
    }

    @Test
    void anAnswerWhoseBodyNeverComesIsOne() throws Exception {
        for (var body : List.of("Content-Length: 2", "Transfer-Encoding: chunked")) {
            try (var server = new StrangeServer((_, out) ->
                    out.write("HTTP/1.1 200 OK\r\n%s\r\n\r\n".formatted(body).getBytes(UTF_8)))) {
                assertThat(send(server, "OrderConfirmed")).isEqualTo(new WebhookOutcome.Delivered("HTTP 200"));
            }
        }
    }

    @Test
    void anEndlessHeadIsNotReadToItsEnd() throws Exception {
        try (var server = new StrangeServer((_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
            while (true) {
                out.write("X-Header: %s\r\n".formatted("x".repeat(1000)).getBytes(UTF_8));
            }
        })) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed")).isInstanceOf(WebhookFailedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\1\2\3", "HTTP/1.1 abc\r\n\r\n", "SSH-2.0-OpenSSH_9\r\n", ""})
    void whatIsNoHttpIsAFailedAttempt(String answer) throws Exception {
        try (var server = StrangeServer.saying(answer)) {
            assertThatThrownBy(() -> send(server, "OrderConfirmed")).isInstanceOf(WebhookFailedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "other.localhost"
            })
    void noSpellingOfLoopbackIsCalled(String host) throws Exception {
        try (var server = StrangeServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            assertThat(send(host, server.port())).isInstanceOf(WebhookOutcome.Refused.class);
            assertThat(server.connections).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no URL",
                "/hook",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https://",
                "https://ada:secret@example.com/",
                "https://example.com:99999/",
                "mailto:ada@example.com"
            })
    void whatIsNoWebAddressIsNotCalled(String url) throws Exception {
        try (var webhooks = webhooks(80)) {
            assertThat(webhooks.send(Calls.about("OrderConfirmed", url)))
                    .isEqualTo(new WebhookOutcome.Refused("Not a URL to call"));
        }
    }

    /** DNS rebinding: the address that was checked is the one that is called, as the name is looked up once. */
    @Test
    void aNameIsLookedUpOnceForEachCall() throws Exception {
        var lookUps = new AtomicInteger();
        var rebinding = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {
                    InetAddress.getByName(lookUps.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
                };
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (var server = StrangeServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var webhooks = Calls.webhooks(Calls.allowing(List.of(), List.of("127.0.0.1/32")), rebinding)) {
            var outcome = webhooks.send(
                    Calls.about("OrderConfirmed", "http://rebinding.example:%d/".formatted(server.port())));

            assertThat(outcome).isInstanceOf(WebhookOutcome.Delivered.class);
            assertThat(lookUps).hasValue(1);
            assertThat(webhooks.send(
                            Calls.about("OrderConfirmed", "http://rebinding.example:%d/".formatted(server.port()))))
                    .as("the second call looks again, and finds a private address")
                    .isInstanceOf(WebhookOutcome.Refused.class);
        }
    }

    @Test
    void aNameThatIsUnknownNowMayBeKnownLater() throws Exception {
        try (var webhooks = Calls.webhooks(Calls.allowing(List.of(), List.of()), AddressGuardTest.names())) {
            assertThatThrownBy(() -> webhooks.send(Calls.about("OrderConfirmed", "https://unknown.example/")))
                    .isInstanceOf(WebhookFailedException.class)
                    .hasMessage("Unknown host");
        }
    }

    private static WebhookOutcome send(StrangeServer server, String event) throws IOException {
        try (var webhooks = webhooks(server.port())) {
            return webhooks.send(Calls.about(event, "http://hooks.localhost:%d/hook?shop=1".formatted(server.port())));
        }
    }

    private static WebhookOutcome send(String host, int port) throws IOException {
        try (var webhooks = webhooks(port)) {
            return webhooks.send(Calls.about("OrderConfirmed", "http://%s:%d/".formatted(host, port)));
        }
    }

    /** Webhooks that may go to {@code hooks.localhost} at one port. */
    private static Webhooks webhooks(int port) {
        var properties = Calls.allowing(List.of("hooks.localhost:" + port), List.of());
        return Calls.webhooks(properties, SystemDefaultDnsResolver.INSTANCE);
    }

    private static HttpHeaders headers(String head) {
        var headers = Pattern.compile("\r\n")
                .splitAsStream(head)
                .skip(1)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(it -> it[0], it -> List.of(it[1])));
        return HttpHeaders.of(headers, (_, _) -> true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
