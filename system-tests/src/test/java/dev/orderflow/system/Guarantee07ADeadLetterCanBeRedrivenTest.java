package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 7: a dead letter can be found, understood and redriven, and does its work then. The walk of an operator.
 *
 * <p>Seen to fail with a desk that writes a redrive into its audit and sends nothing round.
 */
class Guarantee07ADeadLetterCanBeRedrivenTest {

    @AfterEach
    void resetTheGateway() {
        GatewaySwitch.reset();
    }

    @Test
    void aBrokenCardIsMendedAndTheCancellationBehindItGivesTheMoneyBack() {
        var desk = Desk.of("payment-service");
        var order = Shop.place("card-broken");
        var id = desk.awaitDead(order).path("id").asLong();
        Shop.cancel(order);
        await().atMost(Running.PATIENCE)
                .until(() -> desk.show(id).path("waiting").asInt() == 1);
        var dead = desk.show(id);

        assertThat(dead.path("subscription").asString()).isEqualTo("payment-service");
        assertThat(dead.path("type").asString()).isEqualTo("OrderPlaced");
        assertThat(dead.path("attempts").size()).isEqualTo(4);
        assertThat(dead.path("error").asString()).contains("card-broken");
        assertThat(dead.at("/event/message/paymentMethod").asString()).isEqualTo("card-broken");
        assertThat(dead.at("/behind/0/type").asString()).isEqualTo("OrderCancelled");
        for (var topic : List.of("retry-1", "retry-2", "retry-3", "dlt")) {
            await().atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(TopicReader.events("orders.payment-service." + topic, order))
                            .extracting(event -> event.id())
                            .contains(dead.path("eventId").asString()));
        }

        GatewaySwitch.mend("card-broken");
        assertThat(desk.redrive(order)).isEqualTo(1);
        await().atMost(Running.PATIENCE)
                .untilAsserted(() -> assertThat(Shop.balance(order)).isEqualTo(Shop.GIVEN_BACK));
        assertThat(Shop.status(order)).isEqualTo("CANCELLED");
        await().atMost(Running.PATIENCE).until(() -> desk.list(order).isEmpty());
        assertThat(desk.redrive(order)).isZero();
        assertThat(EventTables.of("payments").settled(order)).containsExactly("handled", "handled");
    }
}
