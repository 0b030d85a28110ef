package dev.orderflow.notification;

import static dev.orderflow.notification.OnLocalServers.DEAD_PORT;
import static dev.orderflow.notification.OnLocalServers.HOOKS;
import static dev.orderflow.notification.OnLocalServers.MAIL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import dev.orderflow.localstack.Hook;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers with a system of their own, which does not always work. */
@OnLocalServers
class WebhookDeliveriesTest {

    private static final AtomicInteger ORDERS = new AtomicInteger();
    private static final Money TOTAL = new Money(new BigDecimal("25.00"), Currency.getInstance("EUR"));

    private final RestTestClient http;
    private final EventPublisher events;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    private final String orderId = "01JH%022d".formatted(ORDERS.incrementAndGet());

    WebhookDeliveriesTest(
            RestTestClient http, EventPublisher events, TransactionTemplate transaction, JdbcClient jdbc) {
        this.http = http;
        this.events = events;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    @AfterEach
    void mendTheEndpoint() {
        HOOKS.answer(200);
    }

    @Test
    void theCustomersSystemIsToldBesidesTheMailAndSigned() {
        var event = confirm(orderId, endpoint());

        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT", "WEBHOOK SENT"));
        assertThat(hooks()).singleElement().satisfies(hook -> {
            assertThat(hook.problem()).isEmpty();
            assertThat(hook.id()).isEqualTo(event);
            assertThat(hook.body()).startsWith("{\"type\":\"order.confirmed\",").contains(orderId);
        });
        assertThat(mails()).isOne();
        assertThat(published("NotificationRequested")).isEqualTo(2);
        assertThat(webhook().at("/deliveries/0/answer").asString()).isEqualTo("HTTP 200");
        assertThat(webhook().at("/deliveries/0/delivered").asBoolean()).isTrue();
        assertThat(webhook().path("nextTry").isMissingNode()).isTrue();
    }

    @Test
    void whoNamesNoUrlIsToldByMailOnly() {
        confirm(orderId, null);

        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT"));
    }

    /** Each channel fails for itself. The attempts last for more than a minute, however slow all this is. */
    @Test
    void aFailingWebhookNeitherDelaysNorRepeatsTheMailAndArrivesUnderTheSameIdLater() {
        HOOKS.answer(500);
        var event = confirm(orderId, endpoint());
        awaiting().untilAsserted(() -> assertThat(webhook().path("deliveries")).isNotEmpty());
        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT", "WEBHOOK REQUESTED"));
        assertThat(webhook().at("/deliveries/0/answer").asString()).isEqualTo("HTTP 500");
        assertThat(webhook().at("/deliveries/0/attempt").asInt()).isOne();
        HOOKS.answer(200);

        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT", "WEBHOOK SENT"));
        assertThat(hooks()).hasSizeGreaterThan(1).allSatisfy(hook -> {
            assertThat(hook.id()).isEqualTo(event);
            assertThat(hook.valid()).isTrue();
        });
        assertThat(hooks())
                .extracting(Hook::body)
                .containsOnly(hooks().getFirst().body());
        assertThat(mails()).isOne();
        assertThat(webhook().path("deliveries").size()).isEqualTo(hooks().size());
    }

    @Test
    void whoeverLooksSeesWhenTheNextTryIs() {
        HOOKS.answer(503, 1); // so the next try is in 1.5 seconds
        confirm(orderId, endpoint());

        awaiting().until(() -> webhook().hasNonNull("nextTry"));
        var first = Instant.parse(webhook().at("/deliveries/0/at").asString());
        assertThat(Instant.parse(webhook().path("nextTry").asString())).isAfterOrEqualTo(first.plusMillis(1500));
        assertThat(webhook().at("/deliveries/0/answer").asString()).isEqualTo("HTTP 503, Retry-After 1 s");
    }

    /** One second was asked for; of the delays 0.3, 0.6, 1.5 and 60 seconds the third is the first that is long enough. */
    @Test
    void whoAsksForTimeIsNotCalledBeforeItHasPassed() {
        HOOKS.answer(503, 1);
        confirm(orderId, endpoint());
        awaiting().until(() -> !hooks().isEmpty());
        HOOKS.answer(200);

        awaiting().untilAsserted(() -> assertThat(statuses()).contains("WEBHOOK SENT"));
        assertThat(hooks()).hasSize(2);
        assertThat(Duration.between(hooks().get(1).received(), hooks().get(0).received()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(webhook().at("/deliveries/1/attempt").asInt()).isEqualTo(2);
    }

    @Test
    void anEndpointThatIsGoneIsNotCalledAgainUntilSomebodyTakesThatBack() {
        HOOKS.answer(410);
        confirm(orderId, endpoint());
        awaiting().untilAsserted(() -> assertThat(statuses()).contains("WEBHOOK FAILED"));
        assertThat(webhook().path("reason").asString()).isEqualTo("HTTP 410");
        HOOKS.answer(200);

        cancel(orderId, endpoint());
        awaiting()
                .untilAsserted(() -> assertThat(published("NotificationFailed")).isEqualTo(2));
        assertThat(hooks()).hasSize(1);
        assertThat(notifications(Function.identity()).getLast().path("reason").asString())
                .startsWith("Not sent: the endpoint is gone since");

        http.get()
                .uri("/gone-endpoints")
                .exchange()
                .expectBody()
                .jsonPath("$.endpoints[?(@.url == '%s')].since".formatted(endpoint()))
                .isNotEmpty();
        takeBack(endpoint()).expectStatus().isNoContent();
        takeBack(endpoint()).expectStatus().isNotFound();
        var another = orderId.replace("01JH", "01JG");
        confirm(another, endpoint());
        awaiting().untilAsserted(() -> assertThat(hooks()).hasSize(2));
    }

    @Test
    void anAddressOfOurOwnIsNotCalledAndSaidSo() {
        confirm(
                orderId,
                URI.create("http://127.0.0.1:%d/%s".formatted(HOOKS.uri().getPort(), orderId)));

        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT", "WEBHOOK FAILED"));
        assertThat(webhook().path("reason").asString()).isEqualTo("127.0.0.1 has no public address");
        assertThat(published("NotificationFailed")).isOne();
        assertThat(hooks()).isEmpty();
        assertThat(parked()).isEmpty();
    }

    /** Guarantee 5: one customer's server that is down is no outage of the subscription. */
    @Test
    void aDeadServerSpendsItsAttemptsAndHoldsUpNobodyElse() {
        confirm(orderId, URI.create("http://dead.localhost:%d/".formatted(DEAD_PORT)));
        awaiting()
                .untilAsserted(
                        () -> assertThat(webhook().path("deliveries").size()).isGreaterThan(1));
        var neighbour = orderId.replace("01JH", "01JN");
        confirm(neighbour, endpoint());
        awaiting().untilAsserted(() -> assertThat(hooks()).hasSize(1));

        makeTheLastAttemptNow();
        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT", "WEBHOOK FAILED"));
        assertThat(webhook().path("reason").asString()).isEqualTo("Given up after attempt 5: Connection failed");
        assertThat(webhook().path("deliveries").size()).isEqualTo(5);
        assertThat(published("NotificationFailed")).isOne();
        assertThat(parked()).containsExactly("dead 5");
    }

    @Test
    void aDeadWebhookThatIsRedrivenCanStillBeSent() {
        HOOKS.answer(500);
        confirm(orderId, endpoint());
        makeTheLastAttemptNow();
        awaiting().untilAsserted(() -> assertThat(statuses()).contains("WEBHOOK FAILED"));
        HOOKS.answer(200);

        redrive();
        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL SENT", "WEBHOOK SENT"));
        assertThat(webhook().path("reason").isMissingNode()).isTrue();
        assertThat(published("NotificationFailed")).isOne();
        assertThat(published("NotificationSent")).isEqualTo(2);
    }

    @Test
    void aMailThatCannotBeAddressedIsGivenUpAndSaidSo() {
        hear(new OrderConfirmed(order(orderId, OrderStatus.CONFIRMED, new Customer("ada", "nobody", endpoint()))));

        awaiting().untilAsserted(() -> assertThat(statuses()).containsExactly("EMAIL FAILED", "WEBHOOK SENT"));
        assertThat(notifications(Function.identity()).getFirst().path("reason").asString())
                .isEqualTo("Given up after attempt 1: No mail can be sent to nobody");
    }

    @Test
    void theCustomersSystemLearnsWhyAnOrderWasRejected() {
        hear(new OrderRejected(order(orderId, OrderStatus.REJECTED, customer(endpoint()))));

        awaiting()
                .untilAsserted(() -> assertThat(hooks())
                        .singleElement()
                        .extracting(Hook::body)
                        .asString()
                        .contains("\"type\":\"order.rejected\"", "\"explanation\":\"The card was declined\""));
        awaiting()
                .untilAsserted(() -> assertThat(MAIL.mails())
                        .filteredOn(mail -> mail.subject().contains(orderId))
                        .singleElement()
                        .satisfies(mail -> {
                            assertThat(mail.text()).contains("was declined (The card was declined)");
                            assertThat(mail.html()).contains("was declined (The card was declined)");
                        }));
    }

    private static ConditionFactory awaiting() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private URI endpoint() {
        return HOOKS.uri().resolve("/" + orderId);
    }

    private List<Hook> hooks() {
        return HOOKS.hooks().stream()
                .filter(hook -> hook.path().equals("/" + orderId))
                .toList();
    }

    private long mails() {
        return MAIL.mails().stream()
                .filter(mail -> mail.subject().contains(orderId))
                .count();
    }

    private List<String> statuses() {
        return notifications(
                it -> it.path("channel").asString() + " " + it.path("status").asString());
    }

    private JsonNode webhook() {
        return notifications(Function.identity()).stream()
                .filter(it -> it.path("channel").asString().equals("WEBHOOK"))
                .findFirst()
                .orElseGet(() -> new JsonMapper().createObjectNode());
    }

    private <T> List<T> notifications(Function<JsonNode, T> view) {
        var body = http.get()
                .uri("/notifications?orderId=" + orderId)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult()
                .getResponseBodyContent();
        return new JsonMapper()
                .readTree(new String(Objects.requireNonNull(body), UTF_8))
                .path("notifications")
                .valueStream()
                .map(view)
                .toList();
    }

    private int published(String type) {
        return jdbc.sql("select count(*) from event_bus.event_log where topic = 'notifications' and key = ? and type ="
                        + " ?")
                .param(orderId)
                .param(type)
                .query(Integer.class)
                .single();
    }

    private List<String> parked() {
        return jdbc.sql("select state || ' ' || attempt from event_bus.parked where key = ? and subscription = ?")
                .param(orderId)
                .param("notification-webhook")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void makeTheLastAttemptNow() {
        awaiting().untilAsserted(() -> assertThat(parked()).containsExactly("retrying 5"));
        makeOverdue("retrying", 5, 4);
    }

    /** Brings a dead letter back as a redrive does: with fresh attempts. */
    private void redrive() {
        makeOverdue("dead", 1, 1);
    }

    /** The event bus finds a head whose time has passed and sends its copy again. */
    private void makeOverdue(String state, int attempt, int retry) {
        jdbc.sql("""
            update event_bus.parked
               set state = 'retrying', attempt = :attempt, retry = :retry, not_before = now() - interval '1 hour',
                   copied_at = null, changed_at = now() - interval '1 hour'
             where key = :order and subscription = 'notification-webhook' and state = :state
            """)
                .param("order", orderId)
                .param("state", state)
                .param("attempt", attempt)
                .param("retry", retry)
                .update();
    }

    private RestTestClient.ResponseSpec takeBack(URI url) {
        var uri = UriComponentsBuilder.fromPath("/gone-endpoints").queryParam("url", "{url}");
        return http.delete().uri(uri.build().toUriString(), url).exchange();
    }

    private String confirm(String order, @Nullable URI url) {
        return hear(new OrderConfirmed(order(order, OrderStatus.CONFIRMED, customer(url))));
    }

    private void cancel(String order, URI url) {
        transaction.executeWithoutResult(_ -> events.publish(
                new NewEvent(new OrderCancelled(order(order, OrderStatus.CANCELLED, customer(url))), 2)));
    }

    /** Says on Kafka what order-service would say. */
    private String hear(OrderEvent event) {
        return Objects.requireNonNull(transaction.execute(_ -> events.publish(new NewEvent(event, 1))));
    }

    private static Customer customer(@Nullable URI url) {
        return new Customer("ada", "ada@example.com", url);
    }

    private static OrderState order(String id, OrderStatus status, Customer customer) {
        return new OrderState(
                id,
                customer,
                status,
                List.of(new OrderState.Item("book", 1, TOTAL)),
                TOTAL,
                "card-ok",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(900),
                status == OrderStatus.REJECTED ? "The card was declined" : null);
    }
}
