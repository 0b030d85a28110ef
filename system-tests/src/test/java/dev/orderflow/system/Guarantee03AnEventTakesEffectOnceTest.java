package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Ports;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 3: an event takes effect at most once in each consumer's database, and a charge at most once at the gateway.
 */
class Guarantee03AnEventTakesEffectOnceTest {

    @Test
    void paymentServiceDiesBetweenTheChargeAndItsRecord() {
        var order = stopBetweenChargeAndRecord();
        Running.system().kill("payment-service");

        Running.awaitRestart("payment-service");
        Shop.awaitStatus("CONFIRMED", order);
        assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
        assertThat(Running.handled(order)).doesNotHaveDuplicates();
    }

    /** Longer than its session, so that another instance has its partitions and its relay meanwhile. */
    @Test
    void aConsumerSleepsInTheMiddleOfAnEventWhileAnotherTakesOver() {
        var order = stopBetweenChargeAndRecord();
        var other = Running.system().startInstance("payment-service", Ports.free());
        Shop.awaitStatus("CONFIRMED", order);
        Running.system().resume("payment-service");
        Running.system().stop(other.name());

        var next = Stream.generate(() -> Shop.place("card-ok")).limit(12).toList();
        next.forEach(each -> Shop.awaitStatus("CONFIRMED", each));
        assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
        assertThat(Shop.awaitMails(order)).hasSize(1);
        assertThat(Running.handled(order))
                .contains("payment-service OrderPlaced v1 of " + order)
                .doesNotHaveDuplicates();
    }

    /** Of one order the deadline has passed meanwhile: what was handled in time is not settled again as expired. */
    @Test
    void allTopicsAreSentAgainAfterADeadlineHasPassed() {
        var paid = Shop.place("card-flaky");
        var brief = confirmedInTime();
        Stream.of(paid, brief).forEach(Guarantee03AnEventTakesEffectOnceTest::awaitAllIsDone);
        var before = Running.handled(paid);
        var expiresAt = Instant.parse(Shop.find(brief).path("expiresAt").asString());
        await().atMost(Running.PATIENCE).until(() -> Instant.now().isAfter(expiresAt));
        for (var topic : List.of("orders", "payments", "notifications", "orders.payment-service.retry-1")) {
            TopicReader.sendAgain(TopicReader.records(topic));
        }
        TopicReader.awaitConsumed();
        var next = Shop.place("card-ok");
        awaitAllIsDone(next);

        assertThat(Running.handled(paid)).isEqualTo(before);
        for (var order : List.of(paid, brief)) {
            assertThat(Shop.mails(order)).hasSize(1);
            assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
            for (var database : List.of("orders", "payments", "notifications")) {
                assertThat(EventTables.of(database).published(order))
                        .as("events that %s published", database)
                        .isEqualTo(EventTables.of(database).published(next));
                assertThat(EventTables.of(database).settled(order)).containsOnly("handled");
            }
        }
    }

    /** Of all that the other tests did. */
    @Test
    @Order(Integer.MAX_VALUE)
    void noHandlerHasEverCommittedAnEventTwice() {
        awaitAllIsDone(Shop.place("card-ok"));

        assertThat(Running.handled("")).isNotEmpty().doesNotHaveDuplicates();
    }

    /** An order with a short deadline, as short as this machine allows. */
    private static String confirmedInTime() {
        for (int seconds = 3; ; seconds *= 2) {
            var order = Shop.placeFor("PT" + seconds + "S", "card-ok");
            await().atMost(Running.PATIENCE).until(() -> !Shop.status(order).equals("PENDING"));
            if (Shop.status(order).equals("CONFIRMED")) {
                return order;
            }
        }
    }

    private static void awaitAllIsDone(String order) {
        Shop.awaitMails(order);
        await().atMost(Running.PATIENCE)
                .until(() -> EventTables.of("notifications").published(order).contains("NotificationSent"));
    }

    /** card-slow answers two seconds after the money has moved: nobody has heard of it yet. */
    private static String stopBetweenChargeAndRecord() {
        while (true) {
            var order = Shop.place("card-slow");
            await().atMost(Running.PATIENCE).until(() -> Shop.balance(order).charges() == 1);
            Running.system().pause("payment-service");
            if (EventTables.of("payments").settled(order).isEmpty()) {
                return order;
            }
            Running.system().resume("payment-service"); // too late
        }
    }
}
