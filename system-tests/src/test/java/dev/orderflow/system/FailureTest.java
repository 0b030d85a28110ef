package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Things that fail without dying: a card, the gateway, a deadline. */
class FailureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AfterEach
    void mendTheGateway() {
        gateway("{\"mode\":\"up\",\"methods\":{}}");
    }

    /** Guarantees 4 and 5. */
    @Test
    void aCancellationWaitsBehindTheFailingChargeAndNobodyElseDoes() {
        var broken = Shop.place("card-broken");
        await().atMost(PATIENCE).until(() -> attempt(broken) > 1);
        Shop.cancel(broken);
        var neighbour = Shop.place("card-ok");
        Shop.awaitStatus("CONFIRMED", neighbour);
        await().atMost(PATIENCE).until(() -> waiting(broken).equals(List.of("OrderCancelled")));
        gateway("{\"methods\":{\"card-broken\":\"up\"}}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Shop.balance(broken)).isEqualTo(new Shop.Balance(1, 1, "0.00")));
        assertThat(TopicReader.records("orders.payment-service.retry-1")).isNotEmpty();
    }

    /** Guarantee 8: an outage spends no attempt, and heals without a hand. */
    @Test
    void anOutageOfTheGatewayParksNothing() {
        gateway("{\"mode\":\"down\"}");
        var order = Shop.place("card-ok");
        await().atMost(PATIENCE)
                .until(() -> Running.log("payment-service").contains("waits with OrderPlaced v1 of " + order));
        gateway("{\"mode\":\"up\"}");

        Shop.awaitStatus("CONFIRMED", order);
        assertThat(TopicReader.events("orders.payment-service.retry-1", order)).isEmpty();
        assertThat(Shop.balance(order)).isEqualTo(new Shop.Balance(1, 0, "25.00"));
    }

    /** Guarantees 6 and 11. */
    @Test
    void anOrderExpiresAtItsDeadlineWhilePaymentServiceIsDownAndIsNeverCharged() {
        Running.system().stop("payment-service");
        var order = Shop.place(Shop.order("card-ok").replace("\"items\"", "\"expiresIn\":\"PT2S\",\"items\""), "PT2S");
        Shop.awaitStatus("EXPIRED", order);
        Running.system().start("payment-service");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(settled(order)).containsExactlyInAnyOrder("expired", "handled"));
        assertThat(Shop.balance(order).charges()).isZero();
        Shop.awaitMails(order);
    }

    private static void gateway(String switches) {
        var answer =
                Http.send(Http.request(Running.system().uri("payment-service").resolve("/gateway"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(switches)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static int attempt(String order) {
        return Running.database("payments")
                .sql("select attempt from event_bus.parked where key = ?")
                .param(order)
                .query((row, _) -> row.getInt(1))
                .optional()
                .orElse(0);
    }

    private static List<String> waiting(String order) {
        return payments("select type from event_bus.waiting where key = ?", order);
    }

    private static List<String> settled(String order) {
        return payments("select settled from event_bus.inbox where key = ?", order);
    }

    private static List<String> payments(String sql, String order) {
        return Running.database("payments")
                .sql(sql)
                .param(order)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
