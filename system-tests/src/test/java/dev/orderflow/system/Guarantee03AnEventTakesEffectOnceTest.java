package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Mail;
import dev.orderflow.localstack.Ports;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 3: an event takes effect at most once in each consumer's database, and a charge at most once at the gateway.
 *
 * <p>Seen to fail with an inbox that finds every event new, and with a key for the gateway that a retry does not know.
 */
@Order(Integer.MAX_VALUE - 4)
class Guarantee03AnEventTakesEffectOnceTest {

    private static final List<String> SLEEPERS = List.of("order-service", "notification-service");

    @AfterEach
    void resetTheGateway() {
        GatewaySwitch.reset();
    }

    @Test
    void paymentServiceDiesBetweenTheChargeAndItsRecord() {
        var order = stopBetweenChargeAndRecord();
        Running.system().kill("payment-service");

        Running.awaitRestart("payment-service");
        Shop.awaitStatus("CONFIRMED", order);
        assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
        assertThat(Running.handled(order)).doesNotHaveDuplicates();
    }

    /**
     * Longer than its session, so that another instance has its partitions and its relay meanwhile: in the middle of an
     * event, and of the record that a retry of another one has failed.
     */
    @Test
    void aConsumerSleepsInTheMiddleOfAnEventWhileAnotherTakesOver() {
        var failing = Shop.place("card-broken");
        String order;
        try (var parked = holdRetrying(failing)) {
            parked.awaitSomebody();
            order = stopBetweenChargeAndRecord();
        }
        var other = Running.system().startInstance("payment-service", Ports.free());
        Shop.awaitStatus("CONFIRMED", order);
        Desk.at(other.uri(), "payments").awaitDead(failing);
        Running.system().resume("payment-service");
        await().atMost(Running.PATIENCE)
                .until(() -> Running.log("payment-service").contains(failing + " waits: "));
        Running.system().stop(other.name());

        awaitConfirmed(12);
        assertThat(Shop.balance(order)).isEqualTo(Shop.PAID_ONCE);
        assertThat(Shop.awaitMails(order)).hasSize(1);
        assertThat(Running.handled(order))
                .contains("payment-service OrderPlaced v1 of " + order)
                .doesNotHaveDuplicates();
        assertEachAttemptWasSpentOnce(failing);
        GatewaySwitch.mend("card-broken");
        Desk.of("payment-service").awaitFree(failing);
        Shop.awaitStatus("CONFIRMED", failing);
        assertThat(Shop.balance(failing)).isEqualTo(Shop.PAID_ONCE);
        assertThat(Running.handled(failing)).doesNotHaveDuplicates();
    }

    /** The mail is sent, the payment is heard of: then both stand still, longer than their sessions. */
    @Test
    void theOtherServicesSleepInTheMiddleOfATransactionWhileOthersTakeOver() {
        Running.system().stop("mail");
        var told = Shop.place("card-ok");
        await().atMost(Running.PATIENCE)
                .until(() -> !EventTables.of("notifications").published(told).isEmpty());
        GatewaySwitch.off();
        var decided = Shop.place("card-ok");
        try (var correspondence = HeldRow.of("notifications", "correspondences", "order_id", told);
                var order = HeldRow.of("orders", "orders", "id", decided)) {
            Running.system().start("mail");
            GatewaySwitch.on();
            correspondence.awaitSomebody();
            order.awaitSomebody();
            SLEEPERS.forEach(Running.system()::pause);
        }
        var others = SLEEPERS.parallelStream()
                .map(service -> Running.system().startInstance(service, Ports.free()))
                .toList();
        Stream.of(told, decided).forEach(Guarantee03AnEventTakesEffectOnceTest::awaitAllIsDone);
        SLEEPERS.forEach(Running.system()::resume);
        others.forEach(other -> Running.system().stop(other.name()));

        awaitConfirmed(12).forEach(Shop::awaitMails);
        for (var order : List.of(told, decided)) {
            assertThat(EventTables.of("orders").published(order)).containsExactly("OrderPlaced", "OrderConfirmed");
            assertThat(EventTables.of("notifications").published(order))
                    .containsExactly("NotificationRequested", "NotificationSent");
            assertThat(Shop.mails(order).stream().map(Mail::messageId).distinct())
                    .hasSize(1);
            assertThat(Running.handled(order))
                    .contains("order-service PaymentSucceeded v1 of " + order)
                    .contains("notification-email NotificationRequested v1 of " + order)
                    .doesNotHaveDuplicates();
        }
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

    /** Under another key the gateway would charge again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyChargeWasMadeUnderTheIdOfItsOrder() {
        Shop.awaitStatus("CONFIRMED", Shop.place("card-ok"));

        assertThat(Running.database("payments")
                        .sql("select key from gateway.charges")
                        .query((row, _) -> row.getString(1))
                        .list())
                .isSubsetOf(Shop.allOrders().stream()
                        .map(order -> order.path("id").asString())
                        .toList());
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

    /** Holds the row of a head that is to be attempted again. On a slow machine it is dead by now, and redriven. */
    private static HeldRow holdRetrying(String order) {
        while (true) {
            await().atMost(Running.PATIENCE)
                    .until(() -> !EventTables.of("payments").parked(order).isEmpty());
            var row = HeldRow.of("payments", "event_bus.parked", "key", order);
            if (EventTables.of("payments").parked(order).getFirst().startsWith("retrying")) {
                return row;
            }
            row.close();
            Desk.of("payment-service").redrive(order);
        }
    }

    /** First to last, and from the first again for each time that it was redriven. */
    private static void assertEachAttemptWasSpentOnce(String order) {
        var desk = Desk.of("payment-service");
        var attempts = desk.show(desk.awaitDead(order).path("id").asLong())
                .path("attempts")
                .valueStream()
                .map(attempt -> attempt.path("attempt").asInt())
                .toList();
        assertThat(attempts)
                .hasSizeGreaterThanOrEqualTo(4)
                .isEqualTo(IntStream.range(0, attempts.size())
                        .mapToObj(i -> i % 4 + 1)
                        .toList());
    }

    private static List<String> awaitConfirmed(int count) {
        var orders = Stream.generate(() -> Shop.place("card-ok")).limit(count).toList();
        orders.forEach(each -> Shop.awaitStatus("CONFIRMED", each));
        return orders;
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
