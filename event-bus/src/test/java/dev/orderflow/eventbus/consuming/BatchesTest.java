package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.eventbus.PublishingTogether;
import dev.orderflow.eventbus.TestApplication.AccountEvent;
import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.Traces;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of events that were polled together, and of the heads that they left, when something goes wrong. */
class BatchesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<String> calls = new ArrayList<>();
    private Instant now = NOW;

    BatchesTest() {
        var database = TestDatabase.create().service();
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    @Test
    void theFailureOfTheFirstHandlerIsItsAttempt() {
        poll(failingOnce("ada"), "ada", "grace");

        assertThat(calls).containsExactly("ada 1", "grace 1");
        assertThat(parked()).containsExactly("ada retrying 2");
        assertThat(settled()).containsExactly("grace handled");
    }

    /** As when Hibernate writes what the first handler changed only when the second one asks, and Postgres refuses it. */
    @Test
    void aFailureAfterOtherHandlersIsNoAttempt() {
        poll(failingOnce("grace"), "ada", "grace");

        assertThat(calls).containsExactly("ada 1", "grace 1", "ada 1", "grace 1");
        assertThat(parked()).isEmpty();
        assertThat(settled()).containsExactly("ada handled", "grace handled");
    }

    /** As when the first one waits for a row that somebody has locked. */
    @Test
    void anEventThatExpiresWhileThoseBeforeItAreHandledIsNotHandled() {
        var brief = expiring("grace");

        batches(subscription((_, _) -> now = NOW.plusSeconds(1)), transaction).onMessage(List.of(record("ada"), brief));

        assertThat(settled()).containsExactly("ada handled", "grace expired");
    }

    /** As where the offsets of a group were set back. */
    @Test
    void whatWasSettledBeforeIsAcknowledgedTogether() {
        poll((_, _) -> {}, "ada", "grace");
        var transactions = new Counted(transaction, new AtomicInteger());

        batches(subscription((_, _) -> {}), transactions)
                .onMessage(List.of(record("ada"), record("grace"), record("ada")));

        assertThat(calls).containsExactly("ada 1", "grace 1");
        assertThat(transactions.count()).hasValue(1);
    }

    private record Counted(TransactionOperations transaction, AtomicInteger count) implements TransactionOperations {
        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            count.incrementAndGet();
            return transaction.execute(action);
        }
    }

    /** As when a relay died after it had sent it, and before it said so. */
    @Test
    void anEventThatIsPolledTwiceAtATimeIsHandledOnce() {
        var once = record("ada");
        var again = new ConsumerRecord<>(once.topic(), once.partition(), once.offset() + 1, once.key(), once.value());
        once.headers().forEach(again.headers()::add);

        batches(subscription((_, _) -> {}), transaction).onMessage(List.of(once, again));

        assertThat(calls).containsExactly("ada 1");
        assertThat(settled()).containsExactly("ada handled");
    }

    /** A mail that was sent is not sent again because the transaction met another one. */
    @Test
    void aConflictRepeatsTheTransactionButNotTheFirstStep() {
        var conflicts = new AtomicInteger(2);
        var subscription = new Subscriptions("teller")
                .to(AccountEvent.class)
                .first(event -> calls.add("first step of " + event.key()))
                .handle((event, _) -> {
                    calls.add(event.key());
                    if (conflicts.getAndDecrement() > 0) {
                        throw new CannotAcquireLockException("broken by the test");
                    }
                });

        batches(subscription, transaction).onMessage(List.of(record("ada")));

        assertThat(calls).containsExactly("first step of ada", "ada", "ada", "ada");
        assertThat(settled()).containsExactly("ada handled");
    }

    /** One instance slept in its first step, and failed when it woke; meanwhile the other handled the event. */
    @Test
    void aHeadThatIsSettledMakesRoomWithoutItsFirstStep() {
        var subscription = new Subscriptions("teller")
                .to(AccountEvent.class)
                .first(event -> calls.add("first step of " + event.key()))
                .handle((_, _) -> {});
        var head = plan().afterFirst(Arrival.of(record("ada")), new IllegalStateException("broken by the test"));
        keys().park(head, Attempt.failed(1, NOW, new IllegalStateException("broken by the test")));
        new Inbox(jdbc, "teller").settle(head.head(), Inbox.Settlement.HANDLED);

        parking(subscription, transaction).attempt(head);

        assertThat(calls).isEmpty();
        assertThat(parked()).isEmpty();
    }

    /** A service that stops cuts its first steps off: that is nothing that the event has done. */
    @Test
    void anAttemptThatIsCutOffIsNotSpent() {
        var subscription = new Subscriptions("teller")
                .to(AccountEvent.class)
                .first((event, _) -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Request was interrupted");
                })
                .handle((_, _) -> {});
        var head = plan().afterFirst(Arrival.of(record("ada")), new IllegalStateException("broken by the test"));
        keys().park(head, Attempt.failed(1, NOW, new IllegalStateException("broken by the test")));

        assertThatThrownBy(() -> parking(subscription, transaction).attempt(head))
                .hasMessage("Request was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys().find(Copy.of(head))).isPresent();
    }

    /** As when all transactions that may be open are, for a while. */
    @Test
    void anEventThatExpiresBeforeItsTransactionBeginsIsNotHandled() {
        var brief = expiring("ada");
        var late = new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                now = NOW.plusSeconds(1);
                return transaction.execute(action);
            }
        };

        batches(subscription((_, _) -> {}), late).onMessage(List.of(brief, record("grace")));

        assertThat(calls).containsExactly("grace 1");
        assertThat(settled()).containsExactly("ada expired", "grace handled");
    }

    /** Else it would be offered again for ever, with all that comes after it. */
    @Test
    void aDeadLetterIsRecordedThoughWhenDeadFails() {
        var subscription = subscription((event, _) -> {
                    if (event.key().equals("ada")) {
                        throw new UnprocessableEventException("broken by the test");
                    }
                })
                .whenDead((_, _) -> {
                    throw new IllegalStateException("nobody to tell");
                });

        batches(subscription, transaction).onMessage(List.of(record("ada"), record("grace")));

        assertThat(parked()).containsExactly("ada dead 1");
        assertThat(settled()).containsExactly("grace handled");
        assertThat(jdbc.sql("select failures -> -1 ->> 'error' from event_bus.parked")
                        .query(String.class)
                        .single())
                .contains("broken by the test", "nobody to tell");
    }

    @Test
    void whenDeadIsTriedThreeTimes() {
        var tries = new AtomicInteger();
        var subscription = subscription((_, _) -> {
                    throw new UnprocessableEventException("broken by the test");
                })
                .whenDead((_, _) -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("not now");
                    }
                });

        batches(subscription, transaction).onMessage(List.of(record("ada")));

        assertThat(tries).hasValue(3);
        assertThat(parked()).containsExactly("ada dead 1");
    }

    private void poll(BiConsumer<AccountEvent, Delivery> handler, String... accounts) {
        batches(subscription(handler), transaction)
                .onMessage(Stream.of(accounts).map(BatchesTest::record).toList());
    }

    private BiConsumer<AccountEvent, Delivery> failingOnce(String account) {
        return (event, _) -> {
            if (event.key().equals(account)
                    && calls.stream().filter((account + " 1")::equals).count() == 1) {
                throw new IllegalStateException("broken by the test");
            }
        };
    }

    private Subscription<AccountEvent> subscription(BiConsumer<AccountEvent, Delivery> handler) {
        return new Subscriptions("teller").to(AccountEvent.class).handle((event, delivery) -> {
            calls.add(event.key() + " " + delivery.attempt());
            handler.accept(event, delivery);
        });
    }

    private Batches<AccountEvent> batches(Subscription<AccountEvent> subscription, TransactionOperations transactions) {
        var inbox = new Inbox(jdbc, "teller");
        var unreadable = new UnreadableRecords(jdbc, "teller", "accounts");
        var handling = handling(subscription, transactions);
        var parking = parking(subscription, transactions);
        var pipeline = new Pipeline<>(
                subscription, inbox, keys(), unreadable, handling, parking, copies(), _ -> {}, clock(), transactions);
        return new Batches<>(subscription, inbox, handling, clock(), transactions, new Together(), pipeline);
    }

    private Parking<AccountEvent> parking(Subscription<AccountEvent> subscription, TransactionOperations transactions) {
        return new Parking<>(
                subscription,
                new Inbox(jdbc, "teller"),
                keys(),
                handling(subscription, transactions),
                copies(),
                _ -> {},
                plan(),
                clock(),
                transactions);
    }

    private static Handling<AccountEvent> handling(
            Subscription<AccountEvent> subscription, TransactionOperations transactions) {
        return new Handling<>(subscription, transactions, new Traces(Tracer.NOOP, Propagator.NOOP));
    }

    private ParkedKeys keys() {
        return new ParkedKeys(jdbc, "teller", "accounts");
    }

    private RetryPlan plan() {
        return new RetryPlan("teller", List.of(Duration.ofSeconds(1)), clock());
    }

    private Clock clock() {
        return ((InstantSource) () -> now).withZone(UTC);
    }

    private static Copies copies() {
        return new Copies(MockProducer::new, new Topics(new KafkaAdmin(Map.of()), 1), Clock.systemUTC());
    }

    /** Nothing is published here. */
    private static final class Together implements PublishingTogether {
        @Override
        public <T> T together(Supplier<T> work) {
            return work.get();
        }
    }

    /** In a second. */
    private static ConsumerRecord<byte[], byte[]> expiring(String account) {
        var record = record(account);
        record.headers()
                .add(EventHeaders.EXPIRY_TIME, NOW.plusSeconds(1).toString().getBytes(UTF_8));
        return record;
    }

    private static ConsumerRecord<byte[], byte[]> record(String account) {
        return Deliveries.of("accounts", account, 1);
    }

    private List<String> parked() {
        return jdbc.sql("select key || ' ' || state || ' ' || attempt from event_bus.parked order by key")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> settled() {
        return jdbc.sql("select key || ' ' || settled from event_bus.inbox order by key")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
