package dev.orderflow.order;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.OrderState;
import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentEvent;
import dev.orderflow.event.PaymentState;
import dev.orderflow.event.PaymentStatus;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.domain.Limit;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders over HTTP, with the database and the broker that they stand on. */
@OnLocalServers
@ExtendWith(OutputCaptureExtension.class)
class OrderApiTest {

    private static final String BOOKS = """
        {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"card-ok",
         "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}],"callbackUrl":"https://example.com/hook"}\
        """;

    private final RestTestClient http;
    private final Orders orders;
    private final EventPublisher events;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    OrderApiTest(
            RestTestClient http,
            Orders orders,
            EventPublisher events,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.http = http;
        this.orders = orders;
        this.events = events;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    @Test
    void anAcceptedOrderCanBeFoundWhereTheAnswerSays() {
        var order = place(BOOKS, null);

        http.get()
                .uri("/orders/" + order)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .json("""
                    {"status":"PENDING","customerId":"ada","total":{"amount":"25.00","currency":"EUR"},
                     "items":[{"sku":"book","quantity":2,"unitPrice":{"amount":"12.50","currency":"EUR"}}]}\
                    """);
        assertThat(published(order)).containsExactly("OrderPlaced");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswerAndPlacesNothing() {
        var order = place(BOOKS, "repeat");
        http.post()
                .uri("/orders/{id}/cancellation", order)
                .exchange()
                .expectStatus()
                .isAccepted();

        assertThat(place(BOOKS, "repeat")).isEqualTo(order);
        post(BOOKS.replace("\n", ""), "repeat")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("PENDING");
        assertThat(published(order)).containsExactly("OrderPlaced", "OrderCancelled");
    }

    @Test
    void anotherRequestCannotUseTheKeyOfAnEarlierOne() {
        place(BOOKS, "reuse");

        refused(post(BOOKS.replace("ada@", "eve@"), "reuse"), 422, "idempotency-key-reused");
    }

    @Test
    void requestsThatRepeatEachOtherAtTheSameTimePlaceOneOrder() throws Exception {
        try (var clients = Executors.newFixedThreadPool(8)) {
            Callable<String> request = () -> await().until(() -> tryToPlace("at-once"), Objects::nonNull);
            var placed =
                    clients.invokeAll(Stream.generate(() -> request).limit(8).toList());
            var first = placed.getFirst().get();

            for (var order : placed) {
                assertThat(order.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void aPaymentConfirmsTheOrder() {
        var order = place(BOOKS, null);
        hear(new PaymentSucceeded(payment(order, PaymentStatus.SUCCEEDED, null)));

        await().untilAsserted(() -> assertThat(published(order)).containsExactly("OrderPlaced", "OrderConfirmed"));
    }

    /** Then the rollback fails too, and JPA's transaction manager speaks of that only. */
    @Test
    void aPaymentWhoseTransactionLosesItsConnectionSpendsNoAttempt(CapturedOutput log) {
        var order = place(BOOKS, null);
        var payment = payment(order, PaymentStatus.SUCCEEDED, null);
        whileLocked(order, () -> {
            CompletableFuture.runAsync(() -> hear(new PaymentSucceeded(payment)))
                    .join();
            await().until(() -> terminatedThatWaitForALock() == 1);
        });

        await().untilAsserted(() -> assertThat(published(order)).containsExactly("OrderPlaced", "OrderConfirmed"));
        assertThat(log.getOut())
                .contains("waits with PaymentSucceeded v1 of " + order)
                .doesNotContain("will retry PaymentSucceeded v1 of " + order);
    }

    @Test
    void aRequestWhoseTransactionLosesItsConnectionCanBeTriedAgain() {
        var order = place(BOOKS, null);
        var answer = new AtomicReference<CompletableFuture<RestTestClient.ResponseSpec>>();
        whileLocked(order, () -> {
            answer.set(CompletableFuture.supplyAsync(
                    () -> http.post().uri("/orders/{id}/cancellation", order).exchange()));
            await().until(() -> terminatedThatWaitForALock() == 1);
        });

        refused(answer.get().join().expectHeader().exists("Retry-After"), 503, "service-unavailable");
    }

    private void whileLocked(String order, Runnable step) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select from orders where id = ? for update").param(order).query(_ -> {});
            step.run();
        });
    }

    private int terminatedThatWaitForALock() {
        return jdbc.sql("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
             where wait_event_type = 'Lock' and datname = current_database()
            """).query((row, _) -> row.getInt(1)).single();
    }

    @Test
    void whatWasPublishedAboutAnOrderCanBeRead() {
        var order = place(BOOKS, null);
        place(BOOKS, null);
        http.post().uri("/orders/{id}/cancellation", order).exchange();

        http.get()
                .uri("/orders/{id}/events", order)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                    {"events":[{"topic":"orders","event":{"type":"OrderPlaced","key":"%1$s","version":1}},
                               {"topic":"orders","event":{"type":"OrderCancelled","key":"%1$s","version":2}}],"next":null}\
                    """.formatted(order));
        refused(http.get().uri("/orders/01JD0000000000000000000000/events").exchange(), 404, "order-not-found");
    }

    @Test
    void aDeclinedPaymentRejectsTheOrderWhichThenCannotBeCancelled() {
        var order = place(BOOKS, null);
        hear(new PaymentDeclined(payment(order, PaymentStatus.DECLINED, "no money")));
        await().untilAsserted(() -> http.get()
                .uri("/orders/" + order)
                .exchange()
                .expectBody()
                .json("{\"status\":\"REJECTED\",\"reason\":\"no money\"}"));

        refused(http.post().uri("/orders/{id}/cancellation", order).exchange(), 409, "order-not-cancellable");
    }

    /** Else it would be placed, and its client would believe that it was refused. */
    @Test
    void anOrderWhoseAnswerTheClientWouldNotAcceptIsNotPlaced() {
        var before = ids();

        refused(
                http.post()
                        .uri("/orders")
                        .contentType(MediaType.APPLICATION_JSON)
                        .accept(MediaType.TEXT_HTML)
                        .body(BOOKS)
                        .exchange(),
                406,
                "not-acceptable");

        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void aClientThatWantsAnotherCharacterSetGetsUtf8() {
        http.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Accept", "application/json;charset=utf-16")
                .body(BOOKS)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON);
    }

    private List<String> ids() {
        return orders.findByIdGreaterThanOrderById("", Limit.unlimited()).stream()
                .map(Order::getId)
                .toList();
    }

    @Test
    void anOrderThatIsUnpaidAtItsDeadlineExpires() {
        var order = place(BOOKS.replace("\"items\"", "\"expiresIn\":\"PT1S\",\"items\""), null);

        await().untilAsserted(() -> assertThat(published(order)).containsExactly("OrderPlaced", "OrderExpired"));
    }

    @Test
    void anInstanceWhoseClockIsAheadExpiresNoOrderBeforeItsTime() {
        var order = place(BOOKS, null);

        var overdue = transaction.execute(
                _ -> orders.findOverdueForUpdate(Instant.now().plus(Duration.ofHours(1)), Integer.MAX_VALUE));

        assertThat(overdue).extracting(Order::getId).doesNotContain(order);
    }

    @Test
    void ordersAreListedPageByPageInTheOrderOfTheirPlacing() {
        var ids = Stream.generate(() -> place(BOOKS, null)).limit(3).toList();
        var before = orders.findByIdGreaterThanOrderById("", Limit.unlimited()).stream()
                .map(Order::getId)
                .filter(id -> id.compareTo(ids.getFirst()) < 0)
                .max(String::compareTo)
                .orElse("");

        http.get()
                .uri("/orders?status=PENDING&limit=2&after=" + before)
                .exchange()
                .expectBody()
                .json("{\"orders\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]}".formatted(ids.get(0), ids.get(1)))
                .jsonPath("$.next")
                .isEqualTo("/orders?after=%s&status=PENDING&limit=2".formatted(ids.get(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ada\"               | \"\"                   | /customerId",
                "\"ada\"               | \"a\\u0000b\"          | /customerId",
                "\"ada\"               | null                   | /customerId",
                "\"ada\"               | 7                      | /customerId",
                "ada@example.com       | ada                    | /email",
                "ada@example.com       | \u0161da@example.com   | /email",
                "ada@example.com       | ada@ex\u0161mple.com   | /email",
                "ada@example.com       | ada@my_host.example    | /email",
                "ada@example.com       | ada.\\\"x\\\"@example.com | /email",
                "ada@example.com       | ada@example.com\\nX: y | /email",
                "EUR                   | EURO                   | /currency",
                "EUR                   | XXX                    | /currency",
                "EUR                   | JPY                    | /items/0/unitPrice",
                "\"12.50\"             | 12.50                  | /items/0/unitPrice",
                "\"12.50\"             | \"12.5\"               | /items/0/unitPrice",
                "\"12.50\"             | \"-1.00\"              | /items/0/unitPrice",
                "\"12.50\"             | \"0.00\"               | /items/0/unitPrice",
                "\"12.50\"             | \"1e3\"                | /items/0/unitPrice",
                "\"quantity\":2        | \"quantity\":0         | /items/0/quantity",
                "\"quantity\":2        | \"quantity\":1001      | /items/0/quantity",
                "\"quantity\":2        | \"quantity\":1.5       | /items/0/quantity",
                "\"quantity\":2        | \"quantity\":\"2\"     | /items/0/quantity",
                "\"quantity\":2,       | ``                     | /items/0/quantity",
                "\"quantity\":2        | \"q\":2,\"quantity\":2 | /items/0/q",
                "\"items\":[           | \"items\":[null,       | /items/0",
                "\"email\"             | \"a/b~c\":1,\"email\"  | /a~1b~0c",
                "\"email\"             | \"expiresIn\":\"PT0.5S\",\"email\"  | /expiresIn",
                "\"email\"             | \"expiresIn\":\"P7DT1S\",\"email\"  | /expiresIn",
                "\"email\"             | \"expiresIn\":\"soon\",\"email\"    | /expiresIn",
                "\"email\"             | \"expiresIn\":60000,\"email\"     | /expiresIn",
                "\"email\"             | \"expiresIn\":\" \",\"email\"       | /expiresIn",
                "https://example.com/hook | https://example.com/\\ud800 | /callbackUrl",
                "https://example.com/hook | https://example.com/\\u202e | /callbackUrl",
                "https://example.com   | ftp://example.com      | /callbackUrl",
                "https://example.com   | file://                | /callbackUrl",
                "https://example.com   | https://a:b@c          | /callbackUrl",
                "https://example.com   | https://exa mple       | /callbackUrl",
                "https://example.com   | example.com            | /callbackUrl",
                "https://example.com   | //example.com          | /callbackUrl",
                "https://example.com   | https:///              | /callbackUrl",
                "https://example.com   | https://example.com:65536 | /callbackUrl",
                "https://example.com/hook | https://example.com/#a | /callbackUrl",
                "https://example.com/hook | https://example.com/h\u00f6\u00f6k | /callbackUrl",
                "https://example.com/hook | https://example.com/?ids[]=7 | /callbackUrl",
                "https://example.com   | https://[fe80::1%eth0] | /callbackUrl",
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String instead, String of, String pointer) {
        refused(post(BOOKS.replace(instead, of), null), 422, "invalid-fields", pointer);
    }

    @Test
    void aCallbackUrlHasAtMost2048Characters() {
        var longest = "https://example.com/" + "x".repeat(2028);

        post(BOOKS.replace("https://example.com/hook", longest), null)
                .expectStatus()
                .isAccepted();
        refused(
                post(BOOKS.replace("https://example.com/hook", longest + "x"), null),
                422,
                "invalid-fields",
                "/callbackUrl");
    }

    @Test
    void allFieldsThatAreNotAsTheyMustBeAreNamedAtOnce() {
        post(BOOKS.replace("ada", "").replace("\"quantity\":2", "\"quantity\":0"), null)
                .expectBody()
                .jsonPath("$.errors[*].pointer")
                .isEqualTo(List.of("/customerId", "/email", "/items/0/quantity"));
    }

    @Test
    void whatIsNoOrderAtAllIsRefused() {
        refused(post("{\"customerId\":", null), 400, "malformed-json");
        refused(post("", null), 400, "malformed-json");
        refused(post("[]", null), 400, "malformed-json");
        refused(post(BOOKS + "{}", null), 400, "malformed-json");
        refused(post(BOOKS.replace("{\"sku\"", "{\"sku\":\"pen\",\"sku\""), null), 400, "malformed-json");
        refused(post(BOOKS + " ".repeat(64 * 1024), null), 413, "content-too-large");
        refused(post(BOOKS, "x".repeat(256)), 400, "invalid-parameters");
        refused(post(BOOKS, "\"never closed"), 400, "invalid-parameters");
        post(BOOKS, "\"" + "x".repeat(7000) + "\"")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].detail")
                .isEqualTo("must be 1 to 255 visible ASCII characters, in quotes or without");
        refused(http.post().uri("/orders").body("hello").exchange(), 415, "unsupported-media-type");
        refused(http.put().uri("/orders").exchange(), 405, "method-not-allowed");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        refused(http.get().uri("/orders/01JD0000000000000000000000").exchange(), 404, "order-not-found");
        refused(http.get().uri("/orders/{id}", "a b'c").exchange(), 404, "order-not-found");
        refused(http.post().uri("/orders/x/cancellation").exchange(), 404, "order-not-found");
        refused(http.get().uri("/nothing").exchange(), 404, "not-found");
        refused(http.get().uri("/orders?status=LOST").exchange(), 400, "invalid-parameters");
        refused(http.get().uri("/orders?limit=0").exchange(), 400, "invalid-parameters");
        refused(http.get().uri("/orders?after={after}", "\0").exchange(), 400, "invalid-parameters");
    }

    private String place(String order, @Nullable String key) {
        var location = post(order, key)
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .returnResult()
                .getResponseHeaders()
                .getLocation();
        return requireNonNull(location).getPath().substring("/orders/".length());
    }

    /** @return null when another request with the key is under way */
    private @Nullable String tryToPlace(String key) {
        var answer = post(BOOKS, key).returnResult(String.class);
        return answer.getStatus().value() == 409
                ? null
                : requireNonNull(answer.getResponseHeaders().getLocation()).getPath();
    }

    private RestTestClient.ResponseSpec post(String order, @Nullable String key) {
        var request = http.post().uri("/orders").contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.body(order).exchange();
    }

    private static void refused(RestTestClient.ResponseSpec answer, int status, String type, String... pointers) {
        var body = answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:orderflow:problem:" + type);
        for (var pointer : pointers) {
            body.jsonPath("$.errors[0].pointer").isEqualTo(pointer);
        }
    }

    private List<String> published(String order) {
        return jdbc.sql("select type from event_bus.event_log where topic = 'orders' and key = ? order by version")
                .param(order)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Says on Kafka what payment-service would say. */
    private void hear(PaymentEvent event) {
        transaction.executeWithoutResult(_ -> events.publish(new NewEvent(event, 1)));
    }

    private PaymentState payment(String orderId, PaymentStatus status, @Nullable String reason) {
        OrderState order = orders.findById(orderId).orElseThrow().state();
        return new PaymentState("payment", orderId, order.customer(), status, order.total(), "card-ok", reason);
    }
}
