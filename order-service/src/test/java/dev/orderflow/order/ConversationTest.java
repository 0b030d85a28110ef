package dev.orderflow.order;

import static dev.orderflow.order.Conversation.BOOKS;
import static dev.orderflow.order.Conversation.header;
import static dev.orderflow.order.Conversation.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What clients are told, and when, with two instances of order-service on one database. */
@OnLocalServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationTest {

    /** Far beyond what an answer takes, and before a client gives up that waits for a minute. */
    private static final Duration BEFORE_TIME_IS_UP = Duration.ofSeconds(45);

    private static final String A_MINUTE = "wait=60";

    private final Environment environment;
    private final PlaceOrder placeOrder;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private Conversation here;
    private Conversation there;
    private AnotherInstance another;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init") // set before all tests
    ConversationTest(
            Environment environment,
            PlaceOrder placeOrder,
            IdempotencyKeys keys,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            JsonMapper json) {
        this.environment = environment;
        this.placeOrder = placeOrder;
        this.keys = keys;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.json = json;
    }

    @BeforeAll
    void startAnotherInstance() {
        another = AnotherInstance.of(environment, "orders.most-waiting=3");
        here = new Conversation("http://127.0.0.1:" + port);
        there = new Conversation(another.url());
    }

    @AfterAll
    void stopTheOtherInstance() {
        another.close();
    }

    @Test
    void aWaitingClientIsAnsweredAtTheChangeWhicheverInstanceMakesIt() throws Exception {
        for (var other : new Conversation[] {there, here}) {
            var order = here.place();
            var answer = here.get(order, "Prefer", A_MINUTE);
            cancel(order, other);

            assertThat(soon(answer).body()).contains("\"CANCELLED\"");
            assertThat(header(soon(answer), "Preference-Applied")).isEqualTo(A_MINUTE);
        }
    }

    @Test
    void aClientThatSaysWhatItKnowsWaitsForTheNextChange() throws Exception {
        var order = here.place();
        assertThat(soon(here.get(order, "Prefer", A_MINUTE, "If-None-Match", "\"7\""))
                        .statusCode())
                .isEqualTo(200);

        var answer = here.get(order, "Prefer", A_MINUTE, "If-None-Match", "W/\"1\", \"7\"");
        cancel(order, there);

        assertThat(soon(answer).body()).contains("\"CANCELLED\"");
        assertThat(header(soon(answer), "ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aClientThatWaitsInVainIsToldWhatItKnowsAlready() throws Exception {
        var order = here.place();

        var unchanged = soon(here.get(order, "Prefer", "respond-async, wait=1", "If-None-Match", "\"1\""));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(header(unchanged, "ETag")).isEqualTo("\"1\"");
        assertThat(header(unchanged, "Retry-After")).isEqualTo("1");

        var pending = soon(here.get(order, "Prefer", "wait=1"));
        assertThat(pending.body()).contains("\"PENDING\"");
        assertThat(header(pending, "Retry-After")).isEqualTo("1");
        assertThat(header(pending, "Preference-Applied")).isEqualTo("wait=1");
    }

    @Test
    void aDecidedOrderIsAnsweredAtOnce() throws Exception {
        var order = here.place();
        cancel(order, here);

        var answer = soon(here.get(order, "Prefer", "wait=3600"));
        assertThat(answer.body()).contains("\"CANCELLED\"");
        assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=60");
        assertThat(header(answer, "Retry-After")).isEmpty();
        assertThat(soon(here.get(order, "If-None-Match", header(answer, "ETag")))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aPreferenceThatIsNotUnderstoodIsIgnored() throws Exception {
        var order = here.place();

        for (var preference :
                new String[] {"wait", "wait=soon", "wait=-1", "waiting=60", "return=minimal", ";", ",,"}) {
            var answer = soon(here.get(order, "Prefer", preference));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Preference-Applied")).isEmpty();
        }
        assertThat(soon(here.get(order, "Prefer", A_MINUTE, "If-None-Match", "nonsense"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(soon(here.get("/orders/01JD0000000000000000000000", "Prefer", A_MINUTE))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void waitingClientsHoldNeitherThreadsNorConnections() throws Exception {
        var order = here.place();
        var waiting = IntStream.range(0, 400) // twice the threads of the web server
                .mapToObj(_ -> here.get(order, "Prefer", A_MINUTE))
                .toList();

        assertThat(soon(here.get(order)).body()).contains("\"PENDING\"");
        await().untilAsserted(
                        () -> assertThat(metric("hikaricp.connections.active")).isZero());
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        cancel(order, there);
        for (var answer : waiting) {
            assertThat(soon(answer).body()).contains("\"CANCELLED\"");
        }
    }

    @Test
    void noMoreClientsWaitThanAnInstanceAllows() throws Exception {
        var order = there.place();
        var waiting = IntStream.range(0, 4)
                .mapToObj(_ -> there.get(order, "Prefer", A_MINUTE))
                .toList();
        var refused = soon(waiting.stream()
                .reduce((one, other) -> one.applyToEither(other, answer -> answer))
                .orElseThrow());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("too-many-waiting");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        cancel(order, there);
        for (var answer : waiting) {
            soon(answer);
        }
    }

    @Test
    void clientsOfAnInstanceThatStopsAreAnsweredAtOnce() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (var third = AnotherInstance.of(environment)) {
            var client = new Conversation(third.url());
            var order = client.place();
            answer = client.get(order, "Prefer", A_MINUTE);
            await().until(() -> third.context().getBean(WaitingClients.class).waiting() == 1);
        }

        assertThat(soon(answer).body()).contains("\"PENDING\"");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswerFromAnyInstance() {
        var key = UUID.randomUUID().toString();
        var first = here.post("/orders", BOOKS, "Idempotency-Key", key);
        cancel(location(first), here);
        var second = there.post("/orders", BOOKS, "Idempotency-Key", "\"" + key + "\"");

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        for (var header : new String[] {"Location", "Retry-After", "Content-Type"}) {
            assertThat(header(second, header)).isNotEmpty().isEqualTo(header(first, header));
        }
    }

    @Test
    void aRequestThatIsRepeatedWhileTheFirstIsUnderWayIsTurnedAway() {
        var key = UUID.randomUUID().toString();
        var placed = transaction.execute(_ -> {
            var order = placeOrder.place(json.readValue(BOOKS, NewOrder.class), new IdempotencyKey(key));

            var meanwhile = there.post("/orders", BOOKS, "Idempotency-Key", key);
            assertThat(meanwhile.statusCode()).isEqualTo(409);
            assertThat(meanwhile.body()).contains("urn:orderflow:problem:idempotency-key-in-use");
            assertThat(header(meanwhile, "Retry-After")).isEqualTo("1");
            return order.getId();
        });

        assertThat(location(there.post("/orders", BOOKS, "Idempotency-Key", key)))
                .isEqualTo("/orders/" + placed);
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        var key = UUID.randomUUID().toString();
        var first = location(here.post("/orders", BOOKS, "Idempotency-Key", key));
        age(key, Duration.ofHours(23));
        keys.forgetOld();
        assertThat(location(here.post("/orders", BOOKS, "Idempotency-Key", key)))
                .isEqualTo(first);

        age(key, Duration.ofHours(24));
        var second = location(here.post("/orders", BOOKS, "Idempotency-Key", key));
        assertThat(second).isNotEqualTo(first);
        assertThat(location(here.post("/orders", BOOKS, "Idempotency-Key", key)))
                .isEqualTo(second);

        age(key, Duration.ofHours(24));
        keys.forgetOld();
        assertThat(jdbc.sql("select count(*) from idempotency_keys where key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void age(String key, Duration age) {
        jdbc.sql("update idempotency_keys set created_at = now() - make_interval(secs => ?) where key = ?")
                .params(age.toSeconds(), key)
                .update();
    }

    private static void cancel(String order, Conversation instance) {
        assertThat(instance.post(order + "/cancellation", "").statusCode()).isEqualTo(202);
    }

    private double metric(String name) throws Exception {
        return json.readTree(soon(here.get("/actuator/metrics/" + name)).body())
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble();
    }

    private static HttpResponse<String> soon(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(BEFORE_TIME_IS_UP.toSeconds(), TimeUnit.SECONDS);
    }
}
