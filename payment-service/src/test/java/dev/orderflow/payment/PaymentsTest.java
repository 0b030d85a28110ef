package dev.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.OrderExpired;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Order events that come by Kafka, and the gateway that is asked by HTTP. */
@OnLocalServers
@ExtendWith(OutputCaptureExtension.class)
class PaymentsTest {

    private static final Money TOTAL = new Money(new BigDecimal("25.00"), Currency.getInstance("EUR"));

    private final RestTestClient http;
    private final EventPublisher events;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    private final String orderId = UlidCreator.getMonotonicUlid().toString();
    private int version;

    PaymentsTest(RestTestClient http, EventPublisher events, TransactionTemplate transaction, JdbcClient jdbc) {
        this.http = http;
        this.events = events;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    @AfterEach
    void switchTheGatewayUp() {
        switchTo("{\"mode\":\"up\",\"methods\":{}}");
    }

    @Test
    void aPlacedOrderIsChargedOnce() {
        hear(new OrderPlaced(order("card-ok")));

        awaitPublished("PaymentSucceeded");
        ledgerShows("{\"charges\":1,\"refunds\":0,\"kept\":\"25.00\"}");
        http.get()
                .uri("/payments?orderId=" + orderId)
                .exchange()
                .expectBody()
                .json("{\"payments\":[{\"orderId\":\"%s\",\"status\":\"SUCCEEDED\"}]}".formatted(orderId));
    }

    @Test
    void aDeclinedCardIsNotCharged() {
        hear(new OrderPlaced(order("card-declined")));

        awaitPublished("PaymentDeclined");
        assertThat(ledger()).isEqualTo("[]");
    }

    @Test
    void aFlakyCardPaysInTheEnd() {
        hear(new OrderPlaced(order("card-flaky")));

        awaitPublished("PaymentSucceeded");
        ledgerShows("{\"charges\":1}");
    }

    @Test
    void aSlowCardPays() {
        hear(new OrderPlaced(order("card-slow")));

        awaitPublished("PaymentSucceeded");
    }

    @Test
    void theMoneyOfACancelledOrderGoesBack() {
        hear(new OrderPlaced(order("card-ok")));
        hear(new OrderConfirmed(order("card-ok")));
        hear(new OrderCancelled(order("card-ok")));

        awaitPublished("PaymentSucceeded", "PaymentRefunded");
        ledgerShows("{\"charges\":1,\"refunds\":1,\"charged\":\"25.00\",\"refunded\":\"25.00\",\"kept\":\"0.00\"}");
    }

    @Test
    void anOrderThatExpiresWithoutAChargeIsVoidedInSilence() {
        hear(new OrderExpired(order("card-ok")));

        await().untilAsserted(() -> http.get()
                .uri("/payments?orderId=" + orderId)
                .exchange()
                .expectBody()
                .json("{\"payments\":[{\"status\":\"VOIDED\"}]}"));
        charge().expectBody().json("{\"status\":\"refused\"}");
        assertThat(published()).isEmpty();
        assertThat(ledger()).isEqualTo("[]");
    }

    @Test
    void theRefundOfAChargeThatNobodyHeardOfIsAnnounced() {
        charge().expectBody().json("{\"status\":\"charged\"}");
        hear(new OrderExpired(order("card-ok")));

        awaitPublished("PaymentRefunded");
    }

    @Test
    void aGatewayThatIsDownIsAskedAgainWhenItIsUp(CapturedOutput log) {
        switchTo("{\"mode\":\"down\"}");
        hear(new OrderPlaced(order("card-ok")));
        await().until(() -> log.getOut().contains("waits with OrderPlaced v1 of " + orderId));
        charge().expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:orderflow:problem:gateway-down");
        switchTo("{\"mode\":\"up\"}");

        awaitPublished("PaymentSucceeded");
    }

    @Test
    void aBrokenCardThatIsSwitchedUpPays() {
        hear(new OrderPlaced(order("card-broken")));
        await().until(() -> jdbc.sql("select count(*) from event_bus.parked where key = ?")
                        .param(orderId)
                        .query(Integer.class)
                        .single()
                == 1);
        switchTo("{\"methods\":{\"card-broken\":\"up\"}}");

        awaitPublished("PaymentSucceeded");
        http.get()
                .uri("/gateway")
                .exchange()
                .expectBody()
                .json("{\"mode\":\"up\",\"methods\":{\"card-broken\":\"up\"}}");
    }

    private RestTestClient.ResponseSpec charge() {
        return http.post()
                .uri("/gateway/charges")
                .header("Idempotency-Key", orderId)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"amount\":\"25.00\",\"currency\":\"EUR\",\"method\":\"card-ok\"}")
                .exchange();
    }

    private void switchTo(String switches) {
        http.put()
                .uri("/gateway")
                .contentType(MediaType.APPLICATION_JSON)
                .body(switches)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void ledgerShows(String balance) {
        http.get().uri("/gateway/ledger?key=" + orderId).exchange().expectBody().json("[" + balance + "]");
    }

    private String ledger() {
        return String.valueOf(http.get()
                .uri("/gateway/ledger?key=" + orderId)
                .exchange()
                .returnResult(String.class)
                .getResponseBody());
    }

    private void awaitPublished(String... types) {
        await().untilAsserted(() -> assertThat(published()).containsExactly(types));
    }

    private List<String> published() {
        return jdbc.sql("select type from event_bus.event_log where topic = 'payments' and key = ? order by version")
                .param(orderId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Says on Kafka what order-service would say. */
    private void hear(OrderEvent event) {
        transaction.executeWithoutResult(_ -> events.publish(new NewEvent(event, ++version)));
    }

    private OrderState order(String card) {
        return new OrderState(
                orderId,
                new Customer("ada", "ada@example.com", null),
                OrderStatus.PENDING,
                List.of(new OrderState.Item("book", 1, TOTAL)),
                TOTAL,
                card,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(900),
                null);
    }
}
