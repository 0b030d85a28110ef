package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Guarantee 11: money is conserved. For every order at rest, the gateway keeps the total if it is CONFIRMED and nothing
 * otherwise. That it has charged at most once is a primary key of its books.
 *
 * <p>Seen to fail with a payment-service that does not void what has expired.
 */
@Order(Integer.MAX_VALUE)
class Guarantee11MoneyIsConservedTest {

    /** card-slow has charged, and says so two seconds later. */
    @Test
    void anOrderIsCancelledWhileItIsCharged() {
        var order = Shop.place("card-slow");
        await().atMost(Running.PATIENCE).until(() -> Shop.balance(order).charges() == 1);
        Shop.cancel(order);

        await().atMost(Running.PATIENCE)
                .untilAsserted(() -> assertThat(Shop.balance(order)).isEqualTo(Shop.GIVEN_BACK));
        assertThat(Shop.status(order)).isEqualTo("CANCELLED");
    }

    /** The payment comes after the deadline. */
    @Test
    void anOrderExpiresWhileItIsCharged() {
        var order = Shop.placeFor("PT1S", "card-slow");
        Shop.awaitStatus("EXPIRED", order);

        await().atMost(Running.PATIENCE)
                .untilAsserted(() -> assertThat(Shop.balance(order).kept()).isIn("0", "0.00"));
        await().atMost(Running.PATIENCE)
                .until(() -> EventTables.of("payments").settled(order).size() == 2);
        assertThat(Shop.status(order)).isEqualTo("EXPIRED");
    }

    /** Every order that the suite has placed. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theGatewayKeepsTheTotalOfConfirmedOrdersAndNothingElse() {
        Shop.awaitMails(Shop.place("card-ok"));
        Books.awaitRest();

        assertThat(Shop.allOrders()).isNotEmpty().allSatisfy(order -> {
            var balance = Shop.balance(order.path("id").asString());
            var isPaid = order.path("status").asString().equals("CONFIRMED");
            assertThat(new BigDecimal(balance.kept())).isEqualByComparingTo(isPaid ? total(order) : BigDecimal.ZERO);
        });
    }

    private static BigDecimal total(JsonNode order) {
        return new BigDecimal(order.path("total").path("amount").asString());
    }
}
