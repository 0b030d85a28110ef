package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Orderflow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 8: an outage of any one part stops only what needs it, and heals without a hand.
 *
 * <p>Seen to fail with outages that spend an attempt, with outages that lose the delivery, and with a service that is not
 * ready while its relay waits.
 */
class Guarantee08AnOutageStopsOnlyWhatNeedsItTest {

    /** No attempt is spent on it. */
    @Test
    void withoutTheGatewayOrdersWaitForPayment() {
        GatewaySwitch.off();
        var order = Shop.place("card-ok");
        await().atMost(Running.PATIENCE)
                .until(() -> Running.log("payment-service").contains("waits with OrderPlaced v1 of " + order));
        GatewaySwitch.on();

        Shop.awaitStatus("CONFIRMED", order);
        assertThat(TopicReader.events("orders.payment-service.retry-1", order)).isEmpty();
        assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
    }

    @Test
    void withoutAMailServerOrdersAreConfirmed() {
        Running.system().stop("mail");
        var order = Shop.place("card-ok");
        Shop.awaitStatus("CONFIRMED", order);
        await().atMost(Running.PATIENCE)
                .until(() -> Running.log("notification-service")
                        .contains("waits with NotificationRequested v1 of " + order));
        Running.system().start("mail");

        assertThat(Shop.awaitMails(order)).hasSize(1);
        assertThat(TopicReader.events("notifications.notification-email.retry-1", order))
                .isEmpty();
    }

    @Test
    void withoutKafkaOrdersAreTaken() {
        Running.system().stop("kafka");
        var orders = placeFive();
        Shop.awaitRelayWaitsForKafka();
        assertThat(Http.ready(Shop.orders())).isTrue();
        Running.system().start("kafka");

        orders.forEach(order -> Shop.awaitStatus("CONFIRMED", order));
        orders.forEach(Shop::awaitMails);
    }

    /** It goes away in the middle of five charges. */
    @Test
    void withoutPostgresEverythingWaits() {
        var orders = placeFive();
        Running.system().stop("postgres");
        for (var service : Orderflow.SERVICES) {
            assertThat(Running.system().part(service).running()).isTrue();
        }
        Running.system().start("postgres");

        orders.forEach(order -> Shop.awaitStatus("CONFIRMED", order));
        assertThat(orders).allSatisfy(order -> assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE));
        orders.forEach(Shop::awaitMails);
    }

    private static List<String> placeFive() {
        return Stream.generate(() -> Shop.place("card-ok")).limit(5).toList();
    }
}
