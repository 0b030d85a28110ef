package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Guarantee 4: events of one key on one topic take effect in order, through retry and redrive too.
 *
 * <p>Seen to fail with a pipeline that never finds a key parked, and with a relay that forgets the holes in its log.
 */
@Order(Integer.MAX_VALUE - 3)
class Guarantee04EventsOfAKeyTakeEffectInOrderTest {

    private static final int ROUNDS = 5;

    @AfterEach
    void resetTheGateway() {
        GatewaySwitch.reset();
    }

    /** The charge fails, and the cancellation, which could be handled at once, must not come before it. */
    @Test
    void aCancellationWaitsBehindTheFailingCharge() {
        var order = Shop.place("card-broken");
        await().atMost(Running.PATIENCE)
                .until(() -> !EventTables.of("payments").parked(order).isEmpty());
        Shop.cancel(order);
        await().atMost(Running.PATIENCE)
                .until(() -> EventTables.of("payments").waiting(order).equals(List.of("OrderCancelled")));
        GatewaySwitch.mend("card-broken");

        Desk.of("payment-service").awaitFree(order);
        assertThat(Shop.balance(order)).isEqualTo(Shop.GIVEN_BACK);
        assertThat(EventTables.of("payments").published(order)).containsExactly("PaymentSucceeded", "PaymentRefunded");
        assertThat(TopicReader.events("orders.payment-service.retry-1", order)).isNotEmpty();
    }

    /** Of all that the other tests did, through kills, retries and repeats. */
    @Test
    @Order(Integer.MAX_VALUE)
    void noEventWasHandledAfterALaterOneOfItsKey() {
        Shop.awaitMails(Shop.place("card-flaky"));

        for (var database : List.of("orders", "payments", "notifications")) {
            assertThat(Running.database(database).sql("""
                select later.subscription, later.topic, later.key, later.version, earlier.version as after
                  from event_bus.inbox as later join event_bus.inbox as earlier using (subscription, topic, key)
                 where later.settled = 'handled' and earlier.settled = 'handled'
                   and later.version < earlier.version and later.settled_at > earlier.settled_at
                """).query().listOfRows())
                    .as("what %s handled too late", database)
                    .isEmpty();
        }
    }

    /** The relay under overlapping transactions, beside two relays that are often written instead. */
    @Test
    void theRelayLosesNothingAndKeepsTheOrderOfEachKeyWhereOthersDoNot() {
        var byPosition = new ByPosition();
        try (var slow = new Transaction();
                var fast = new Transaction()) {
            for (int round = 1; round <= ROUNDS; round++) {
                slow.assignId(); // it wrote something, and waits for the aggregate's lock
                fast.append("ordered", 2L * round - 1);
                fast.commit();
                slow.append("ordered", 2L * round);
                slow.append("late", round);
                fast.append("early", round);
                fast.commit();
                int rounds = round;
                await().atMost(Running.PATIENCE).until(() -> onTopic("early").size() == rounds);
                byPosition.read();
                slow.commit();
                byPosition.read();
            }
        }
        await().atMost(Running.PATIENCE).until(() -> onTopic("late").size() == ROUNDS);

        assertThat(onTopic("late")).containsExactlyElementsOf(versions(ROUNDS));
        assertThat(onTopic("ordered")).containsExactlyElementsOf(versions(2 * ROUNDS));
        assertThat(byPosition.seen)
                .as("what a relay finds that remembers only the highest position")
                .contains("early-1")
                .doesNotContain("late-1");
        assertThat(byTransactionId())
                .as("the order of a relay that goes by transaction id")
                .startsWith(2L, 1L);
    }

    private static List<Long> onTopic(String key) {
        return TopicReader.records("schedule").stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .map(record -> Long.valueOf(TopicReader.headers(record).getOrDefault("ce_sequence", "")))
                .toList();
    }

    private static List<Long> versions(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static List<Long> byTransactionId() {
        return Running.database("orders")
                .sql("select version from event_bus.event_log where key = 'ordered' order by xid, position")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** The relay that asks for what is above the highest position it has seen. */
    private static final class ByPosition {
        private final List<String> seen = new ArrayList<>();
        private long cursor;

        void read() {
            Running.database("orders")
                    .sql("select * from event_bus.event_log where position > ? order by position")
                    .param(cursor)
                    .query(row -> {
                        cursor = row.getLong("position");
                        seen.add(row.getString("key") + "-" + row.getLong("version"));
                    });
        }
    }

    /** A connection of order-service whose transaction the test schedules. */
    private static final class Transaction implements AutoCloseable {
        private final SingleConnectionDataSource connection;
        private final JdbcClient jdbc;

        Transaction() {
            var source = Running.dataSource("orders", "orders_service");
            connection = new SingleConnectionDataSource(
                    source.getURL(), String.valueOf(source.getUser()), String.valueOf(source.getPassword()), true);
            connection.setAutoCommit(false);
            jdbc = JdbcClient.create(connection);
        }

        void assignId() {
            jdbc.sql("select pg_current_xact_id()::text").query(String.class).single();
        }

        void append(String key, long version) {
            jdbc.sql("""
                insert into event_bus.event_log
                       (topic, key, version, type, event_id, created_at, correlation_id, value)
                values ('schedule', ?, ?, 'Scheduled', 'none', now(), 'none', '')
                """).param(key).param(version).update();
        }

        void commit() {
            jdbc.sql("commit").update(); // the next statement begins another transaction
        }

        @Override
        public void close() {
            connection.destroy();
        }
    }
}
