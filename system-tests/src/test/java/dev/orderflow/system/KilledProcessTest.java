package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** kill -9, at the moments that matter. */
class KilledProcessTest {

    private static final Shop.Balance PAID_ONCE = new Shop.Balance(1, 0, "25.00");

    /** Guarantee 1. The event is in the log and not on the topic when the process dies. */
    @Test
    void anAcceptedOrderIsNotLostWhenOrderServiceDiesBeforeItIsAnnounced() {
        Running.system().pause("kafka");
        var order = Shop.place("card-ok");
        Running.system().kill("order-service");
        Running.system().resume("kafka");

        Running.awaitRestart("order-service");
        Shop.awaitStatus("CONFIRMED", order);
        assertThat(Shop.balance(order)).isEqualTo(PAID_ONCE);
    }

    /** Guarantees 3 and 11. card-slow answers two seconds after the money has moved: nobody has heard of it yet. */
    @Test
    void anOrderIsChargedOnceWhenPaymentServiceDiesBetweenChargeAndRecord() {
        var order = Shop.place("card-slow");
        await().atMost(Duration.ofSeconds(20)).until(() -> Shop.balance(order).charges() == 1);
        assertThat(Running.database("payments")
                        .sql("select 1 from payments where order_id = ?")
                        .param(order)
                        .query()
                        .listOfRows())
                .isEmpty();
        Running.system().kill("payment-service");

        Running.awaitRestart("payment-service");
        Shop.awaitStatus("CONFIRMED", order);
        assertThat(Shop.balance(order)).isEqualTo(PAID_ONCE);
    }

    /** Guarantee 1. The mail server has taken nothing when the process dies. */
    @Test
    void theCustomerIsToldWhenNotificationServiceDiesBeforeTheMailIsSent() {
        Running.system().stop("mail");
        var order = Shop.place("card-ok");
        await().atMost(Duration.ofSeconds(20)).until(() -> isRequested(order));
        Running.system().kill("notification-service");
        Running.system().start("mail");

        assertThat(Shop.awaitMails(order)).hasSize(1);
    }

    private static boolean isRequested(String order) {
        return !TopicReader.events("notifications", order).isEmpty();
    }

    /** Guarantees 1, 2, 3 and 11, with all services dying while orders are taken. */
    @Test
    void everyAcceptedOrderIsPaidOnceAndAnnouncedOnceWhateverServiceDies() {
        var victims = List.of("order-service", "payment-service", "notification-service");
        var orders = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            orders.add(Shop.place(i % 4 == 3 ? "card-declined" : "card-ok"));
            if (i % 20 == 10) {
                Running.system().kill(victims.get(i / 20));
            }
        }
        victims.forEach(Running::awaitRestart);

        for (int i = 0; i < orders.size(); i++) {
            var isPaid = i % 4 != 3;
            Shop.awaitStatus(isPaid ? "CONFIRMED" : "REJECTED", orders.get(i));
            assertThat(Shop.balance(orders.get(i))).isEqualTo(isPaid ? PAID_ONCE : new Shop.Balance(0, 0, "0"));
        }
        assertThat(orders)
                .doesNotHaveDuplicates()
                .allSatisfy(order -> assertThat(Shop.awaitMails(order))
                        .extracting(mail -> mail.messageId())
                        .satisfies(ids -> assertThat(new HashSet<>(ids)).hasSize(1)));
        assertThat(onTopicButNotInDatabase()).isEmpty();
        assertThat(orders).allSatisfy(KilledProcessTest::isInOrderWithoutHoles);
    }

    /** Guarantee 2: what was announced was committed. */
    private static List<String> onTopicButNotInDatabase() {
        var committed = new HashSet<>(Running.database("orders")
                .sql("select event_id from event_bus.event_log")
                .query((row, _) -> row.getString(1))
                .list());
        return TopicReader.records("orders").stream()
                .map(record -> TopicReader.headers(record).getOrDefault("ce_id", ""))
                .filter(id -> !committed.contains(id))
                .toList();
    }

    private static void isInOrderWithoutHoles(String order) {
        var versions = TopicReader.events("orders", order).stream()
                .map(event -> event.version())
                .distinct()
                .toList();
        assertThat(versions)
                .isEqualTo(IntStream.rangeClosed(1, versions.size())
                        .mapToObj(Long::valueOf)
                        .toList());
    }
}
