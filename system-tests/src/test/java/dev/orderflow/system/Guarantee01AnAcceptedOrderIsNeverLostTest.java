package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1: an accepted order is never lost, whatever process dies. Every death here is kill -9.
 *
 * <p>Seen to fail with a relay that saves its progress before it sends.
 */
class Guarantee01AnAcceptedOrderIsNeverLostTest {

    private static final List<String> MORTALS =
            List.of("postgres", "kafka", "order-service", "payment-service", "notification-service");
    private static final int ORDERS_BETWEEN_DEATHS = 10;

    /** The event is in the log and not on the topic. */
    @Test
    void orderServiceDiesBeforeTheOrderIsAnnounced() {
        Running.system().stop("kafka");
        var order = Shop.place("card-ok");
        Shop.awaitRelayWaitsForKafka();
        Running.system().kill("order-service");
        Running.system().start("kafka");

        Running.awaitRestart("order-service");
        Shop.awaitStatus("CONFIRMED", order);
        assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
    }

    /** The mail server has taken nothing. */
    @Test
    void notificationServiceDiesBeforeTheCustomerIsTold() {
        Running.system().stop("mail");
        var order = Shop.place("card-ok");
        await().atMost(Running.PATIENCE)
                .until(() -> !TopicReader.events("notifications", order).isEmpty());
        Running.system().kill("notification-service");
        Running.system().start("mail");

        assertThat(Shop.awaitMails(order)).hasSize(1);
    }

    @Test
    void everyProcessDiesWhileOrdersAreTaken() {
        var paid = new ArrayList<String>();
        var declined = new ArrayList<String>();
        for (var mortal : MORTALS) {
            for (int i = 0; i < ORDERS_BETWEEN_DEATHS; i++) {
                if (i == ORDERS_BETWEEN_DEATHS / 2) {
                    Running.system().kill(mortal);
                }
                paid.add(Shop.place("card-ok"));
            }
            declined.add(Shop.place("card-declined"));
        }

        paid.forEach(order -> Shop.awaitStatus("CONFIRMED", order));
        declined.forEach(order -> Shop.awaitStatus("REJECTED", order));
        assertThat(paid).allSatisfy(order -> assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE));
        assertThat(declined).allSatisfy(order -> assertThat(Shop.balance(order)).isEqualTo(Shop.NEVER_CHARGED));
        paid.addAll(declined);
        assertThat(paid)
                .doesNotHaveDuplicates()
                .allSatisfy(order -> assertThat(Shop.awaitMails(order))
                        .extracting(mail -> mail.messageId())
                        .satisfies(ids -> assertThat(new HashSet<>(ids)).hasSize(1)));
    }
}
