package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/**
 * Guarantee 6: an expired event never takes effect, and is never forgotten.
 *
 * <p>Seen to fail with arrivals that never find an event expired, and with a relay that does not ask.
 */
class Guarantee06AnExpiredEventNeverTakesEffectTest {

    @Test
    void anOrderExpiresWhilePaymentServiceHangs() {
        Running.system().pause("payment-service");
        var order = Shop.placeFor("PT2S", "card-ok");
        Shop.awaitStatus("EXPIRED", order);
        Running.system().resume("payment-service");

        await().atMost(Running.PATIENCE)
                .untilAsserted(() ->
                        assertThat(EventTables.of("payments").settled(order)).containsExactly("expired", "handled"));
        assertThat(Shop.balance(order)).isEqualTo(Shop.NEVER_CHARGED);
        assertThat(Shop.awaitMails(order))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).contains("expired"));
    }

    /** The relay is held up by an earlier event until the deadline of the later one has passed. */
    @Test
    void anOrderExpiresBeforeItIsRelayed() {
        Running.system().pause("kafka");
        var earlier = Shop.place("card-ok");
        Shop.awaitRelayWaitsForKafka();
        var order = Shop.placeFor("PT2S", "card-ok");
        Shop.awaitStatus("EXPIRED", order);
        Running.system().resume("kafka");

        Shop.awaitStatus("CONFIRMED", earlier);
        await().atMost(Running.PATIENCE)
                .untilAsserted(() ->
                        assertThat(EventTables.of("payments").settled(order)).containsExactly("handled"));
        assertThat(TopicReader.events("orders", order))
                .extracting(event -> event.type())
                .containsExactly("OrderExpired");
        assertThat(EventTables.of("orders").expiredBeforeRelay(order)).containsExactly("OrderPlaced");
        assertThat(Shop.balance(order)).isEqualTo(Shop.NEVER_CHARGED);
    }
}
