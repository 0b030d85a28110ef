package dev.orderflow.system;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Hook;
import dev.orderflow.localstack.HookSink;
import dev.orderflow.localstack.Ports;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What customers are told who ask one of two order-services, and sometimes the other.
 *
 * <p>Seen to fail with an order-service that wakes nobody when it hears of a change.
 */
class ConversationTest {

    private static final String A_MINUTE = "wait=60";
    private static final int BEFORE_THE_MINUTE_IS_UP = 45;

    private static String second = "";
    private static URI one = URI.create("");
    private static URI other = URI.create("");

    private final HookSink receiver = Running.system().hooks();

    @BeforeAll
    static void startAnotherOrderService() {
        var instance = Running.system().startInstance("order-service", Ports.free());
        second = instance.name();
        one = Shop.orders();
        other = instance.uri();
    }

    @AfterAll
    static void stopTheOtherOrderService() {
        Running.system().stop(second);
    }

    @AfterEach
    void mendWhatWasBroken() {
        receiver.answer(200);
        GatewaySwitch.reset();
    }

    @Nested
    class Request {

        @Test
        void theSameRequestToBothAtOnceIsOneOrder() {
            var key = UUID.randomUUID().toString();
            var request = Shop.order("card-ok").replace("\"ada\"", "\"" + key + "\""); // nobody else's
            var answers =
                    IntStream.range(0, 20)
                            .mapToObj(i -> place(i % 2 == 0 ? one : other, request, key))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
            var last = place(other, request, key).join();

            assertThat(answers)
                    .extracting(HttpResponse::statusCode)
                    .containsAnyOf(202)
                    .isSubsetOf(202, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 202)
                    .allSatisfy(answer -> assertThat(answer.body()).isEqualTo(last.body()));
            assertThat(Shop.allOrders())
                    .filteredOn(order -> order.path("customerId").asString().equals(key))
                    .extracting(order -> order.path("id").asString())
                    .containsExactly(Shop.id(last));
        }

        @Test
        void theSameKeyWithAnotherBodyIsRefusedByBoth() {
            var key = UUID.randomUUID().toString();
            Shop.place(Shop.order("card-ok"), key);

            for (var instance : List.of(one, other)) {
                var answer = place(instance, Shop.order("card-slow"), key).join();
                assertThat(answer.statusCode()).isEqualTo(422);
                assertThat(answer.body()).contains("urn:orderflow:problem:idempotency-key-");
            }
        }

        @Test
        void aRefusalNamesEachFieldByItsPointer() {
            var order = Shop.order("card-ok")
                    .replace("\"quantity\":2", "\"quantity\":0")
                    .replace("ada@", "ada");
            var answer = place(other, order, UUID.randomUUID().toString()).join();

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Http.JSON.readTree(answer.body()).path("errors").valueStream())
                    .extracting(error -> error.path("pointer").asString())
                    .containsExactly("/email", "/items/0/quantity");
        }
    }

    @Nested
    class Response {

        /** Their payments are spread over both instances, and so are those who wait. */
        @Test
        void whoWaitsIsAnsweredAtTheChangeWhicheverInstanceMakesIt() throws Exception {
            var orders = Stream.generate(() -> Shop.place("card-slow")).limit(6).toList();
            var answers = orders.stream()
                    .flatMap(order -> Stream.of(one, other).map(instance -> waitFor(instance, order)))
                    .toList();

            for (var answer : answers) {
                assertThat(soon(answer).body()).contains("\"CONFIRMED\"");
                assertThat(soon(answer).headers().firstValue("Preference-Applied"))
                        .contains(A_MINUTE);
            }
        }

        @Test
        void whatOneInstanceHasToldNeedNotBeToldByTheOther() {
            var order = Shop.place("card-ok");
            Shop.awaitStatus("CONFIRMED", order);
            var told = Http.send(find(one, order)).headers().firstValue("ETag").orElseThrow();

            assertThat(Http.send(find(other, order).header("If-None-Match", told))
                            .statusCode())
                    .isEqualTo(304);
            assertThat(Http.send(find(other, order).header("If-None-Match", "\"1\""))
                            .body())
                    .contains("\"CONFIRMED\"");
        }

        @Test
        void whoWaitsAtAnInstanceThatDiesCanWaitAtTheOther() throws Exception {
            GatewaySwitch.off();
            var order = Shop.place("card-ok");
            var answer = waitFor(other, order);
            await().atMost(Running.PATIENCE)
                    .until(() -> Http.text(other.resolve("/actuator/metrics/orders.waiting"))
                            .contains("\"value\":1.0"));
            Running.system().kill(second);
            assertThatThrownBy(() -> soon(answer)).isInstanceOf(ExecutionException.class);
            var again = waitFor(one, order);
            GatewaySwitch.on();

            assertThat(soon(again).body()).contains("\"CONFIRMED\"");
            Running.awaitRestart(second);
        }
    }

    @Nested
    class Callback {

        @Test
        void theCustomerIsToldByMailAndBySignedWebhook() {
            var order = Callbacks.place();

            Callbacks.awaitNotifications(order, "EMAIL SENT", "WEBHOOK SENT");
            assertThat(Shop.awaitMails(order)).hasSize(1);
            assertThat(Callbacks.hooks(order)).singleElement().satisfies(hook -> {
                assertThat(hook.valid()).isTrue();
                assertThat(hook.id()).isEqualTo(Callbacks.confirmation(order));
                assertThat(Http.JSON.readTree(hook.body()).path("type").asString())
                        .isEqualTo("order.confirmed");
                assertThat(Http.JSON.readTree(hook.body()).at("/data/orderId").asString())
                        .isEqualTo(order);
            });
        }

        @Test
        void aReceiverThatFailsIsToldLaterUnderTheSameIdAndTheAnswersAreOnRecord() {
            receiver.answer(500);
            var order = Callbacks.place();
            await().atMost(Running.PATIENCE).until(() -> !Callbacks.hooks(order).isEmpty());
            receiver.answer(200);

            Callbacks.awaitNotifications(order, "EMAIL SENT", "WEBHOOK SENT");
            assertThat(Callbacks.hooks(order))
                    .extracting(Hook::answered)
                    .startsWith(200)
                    .contains(500);
            assertThat(Callbacks.hooks(order)).extracting(Hook::id).containsOnly(Callbacks.confirmation(order));
            assertThat(Callbacks.notifications(order).get(1).path("deliveries").valueStream())
                    .extracting(delivery -> delivery.path("delivered").asBoolean())
                    .startsWith(false)
                    .endsWith(true);
        }
    }

    @Nested
    class EventSplitting {

        @Test
        void aWebhookThatFailsNeitherDelaysNorRepeatsTheMail() {
            receiver.answer(500);
            var order = Callbacks.place();
            await().atMost(Running.PATIENCE).until(() -> !Callbacks.hooks(order).isEmpty());

            Callbacks.awaitNotifications(order, "EMAIL SENT", "WEBHOOK REQUESTED");
            receiver.answer(200);
            Callbacks.awaitNotifications(order, "EMAIL SENT", "WEBHOOK SENT");
            assertThat(Shop.mails(order)).hasSize(1);
        }

        @Test
        void oneEventIsARequestForEachChannelAndEachHasItsOwnOutcome() {
            receiver.answer(410);
            var order = Callbacks.place();

            Callbacks.awaitNotifications(order, "EMAIL SENT", "WEBHOOK FAILED");
            assertThat(EventTables.of("notifications").published(order))
                    .containsExactlyInAnyOrder(
                            "NotificationRequested", "NotificationRequested", "NotificationSent", "NotificationFailed");
            assertThat(Callbacks.hooks(order)).as("410 means never again").hasSize(1);
        }
    }

    private static CompletableFuture<HttpResponse<String>> place(URI instance, String order, String key) {
        return Http.sendAndGoOn(Http.post(instance.resolve("/orders"), order).header("Idempotency-Key", key));
    }

    private static HttpRequest.Builder find(URI instance, String order) {
        return Http.request(instance.resolve("/orders/" + order)).GET();
    }

    private static CompletableFuture<HttpResponse<String>> waitFor(URI instance, String order) {
        return Http.sendAndGoOn(find(instance, order).header("Prefer", A_MINUTE).timeout(Duration.ofMinutes(2)));
    }

    private static HttpResponse<String> soon(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(BEFORE_THE_MINUTE_IS_UP, SECONDS);
    }
}
