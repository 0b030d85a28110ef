package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps of two instances that meet at one key. */
class ParkedKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final RuntimeException broken = new IllegalStateException("broken");
    private final DataSource database = TestDatabase.create().service();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final Inbox inbox = new Inbox(jdbc, "teller");
    private final ParkedKeys keys = new ParkedKeys(jdbc, "teller", "accounts");
    private final RetryPlan plan = new RetryPlan("teller", DELAYS, Clock.fixed(NOW, UTC));

    /** One instance asked for the lock of the key; meanwhile the other handled the event, and the next one failed. */
    @Test
    void anEventThatWasSettledBeforeTheLockWasGivenDoesNotWait() {
        inbox.settle(arrival(1), Settlement.HANDLED);
        park(2);

        assertThat(keys.addBehindHead(arrival(1))).isTrue();
        assertThat(waiting()).isZero();
    }

    @Test
    void anEventWaitsOnce() {
        park(1);

        assertThat(keys.addBehindHead(arrival(2))).isTrue();
        assertThat(keys.addBehindHead(arrival(2))).isTrue();
        assertThat(waiting()).isOne();
    }

    @Test
    void anEventOfAFreeKeyDoesNotWait() {
        assertThat(keys.addBehindHead(arrival(1))).isFalse();
        assertThat(waiting()).isZero();
    }

    /** The other instance handled it while this one failed. */
    @Test
    void anEventThatWasSettledMeanwhileIsNotParked() {
        inbox.settle(arrival(1), Settlement.HANDLED);

        assertThat(keys.park(afterFirst(1), failed(1))).isFalse();
        assertThat(keys.addBehindHead(arrival(2))).isFalse();
    }

    /** Of two instances that attempt the same head, the later one must not record what came of it. */
    @Test
    void aHeadThatHasHadAnotherAttemptMeanwhileIsNotLocked() {
        var second = park(1);
        var third = plan.after(second, broken);
        assertThat(keys.lock(second)).isTrue();
        keys.fail(third, failed(2));

        assertThat(keys.lock(second)).isFalse();
        assertThat(keys.find(Copy.of(second))).isEmpty();
        assertThat(keys.lock(third)).isTrue();
    }

    /** Else it would wait behind nobody, and for ever. */
    @Test
    void anEventThatComesWhileItsKeyIsFreedDoesNotWait() throws Exception {
        var head = park(1);
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var added = requireNonNull(transaction.execute(_ -> {
                keys.lock(head);
                keys.advance(head, NOW);
                var later = other.submit(() -> transaction.execute(_ -> keys.addBehindHead(arrival(2))));
                await().pollInSameThread().until(() -> later.isDone() || TestDatabase.somebodyWaitsForALock(jdbc));
                return later;
            }));

            assertThat(added.get()).isFalse();
        }
        assertThat(waiting()).isZero();
    }

    /** A service's subscriptions to several topics have one name: each knows its own events only. */
    @Test
    void theKeysOfAnotherTopicAreNotOfThisSubscription() {
        var expiresAt = NOW.plusSeconds(60);
        var brief = Deliveries.of("accounts", "ada", 1);
        brief.headers().add(EventHeaders.EXPIRY_TIME, expiresAt.toString().getBytes(UTF_8));
        assertThat(keys.park(plan.afterFirst(Arrival.of(brief), broken), failed(1)))
                .isTrue();
        var ofAnotherTopic = new ParkedKeys(jdbc, "teller", "loans");

        assertThat(ofAnotherTopic.expired(expiresAt, 10)).isEmpty();
        assertThat(ofAnotherTopic.claimOverdue(Duration.ofMillis(-1), 10)).isEmpty();
        assertThat(keys.expired(expiresAt, 10)).hasSize(1);
        assertThat(keys.claimOverdue(Duration.ofMillis(-1), 10)).hasSize(1);
    }

    /** Large ones are not read into the memory all at once, and none is left out for that. */
    @Test
    void ofManyLargeHeadsTheNextAreFoundTheNextTime() {
        var accounts = List.of("ada", "grace", "mary");
        for (var account : accounts) {
            var brief = Deliveries.of("accounts", account, 1);
            brief.headers().add(EventHeaders.EXPIRY_TIME, NOW.toString().getBytes(UTF_8));
            keys.park(plan.afterFirst(Arrival.of(brief), broken), failed(1));
        }
        jdbc.sql("update event_bus.parked set value = value || convert_to(repeat(' ', 3000000), 'UTF8')")
                .update();

        assertThat(keys.expired(NOW, 10)).hasSize(2);
        var found = Stream.of(1, 2)
                .flatMap(_ -> keys.claimOverdue(Duration.ofMillis(-1), 10).stream())
                .map(overdue -> overdue.head().head().event().key())
                .toList();
        assertThat(found).hasSize(4).containsAll(accounts);
    }

    /** Else one instance would settle what all others have parked, dead letters too. */
    @Test
    void aClockThatIsAheadExpiresNothing() {
        var brief = Deliveries.of("accounts", "ada", 1);
        var expiresAt = Instant.now().plus(Duration.ofMinutes(30));
        brief.headers().add(EventHeaders.EXPIRY_TIME, expiresAt.toString().getBytes(UTF_8));
        keys.park(plan.afterFirst(Arrival.of(brief), broken), failed(1));

        assertThat(keys.expired(expiresAt.plus(Duration.ofMinutes(30)), 10)).isEmpty();
    }

    /** As one that a later version of this service has parked. */
    @Test
    void aHeadThatCannotBeReadHoldsUpNoOther() {
        for (var account : List.of("ada", "grace")) {
            var brief = Deliveries.of("accounts", account, 1);
            brief.headers().add(EventHeaders.EXPIRY_TIME, NOW.toString().getBytes(UTF_8));
            keys.park(plan.afterFirst(Arrival.of(brief), broken), failed(1));
        }
        jdbc.sql("update event_bus.parked set value = 'strange' where key = 'ada'")
                .update();

        assertThat(keys.claimOverdue(Duration.ofMillis(-1), 10))
                .extracting(overdue -> overdue.head().head().event().key())
                .containsExactly("grace");
        assertThat(keys.expired(NOW, 10))
                .extracting(parked -> parked.head().event().key())
                .containsExactly("grace");
    }

    /** In the calendar of Java's timestamps the year 1500 has a 29th of February, which Postgres refuses. */
    @Test
    void aTimeToLiveOfLongAgoIsKept() {
        var ancient = Instant.parse("1500-03-10T00:00:00Z");
        park(1);
        var forged = Deliveries.of("accounts", "ada", 2);
        forged.headers().add(EventHeaders.EXPIRY_TIME, ancient.toString().getBytes(UTF_8));

        assertThat(keys.addBehindHead(Arrival.of(forged))).isTrue();
        var next = transaction.execute(_ -> keys.advance(afterFirst(1), NOW));
        assertThat(next)
                .hasValueSatisfying(head -> assertThat(head.head().expiresAt()).isEqualTo(ancient));
    }

    private Parked park(long version) {
        assertThat(keys.park(afterFirst(version), failed(1))).isTrue();
        return afterFirst(version);
    }

    private Parked afterFirst(long version) {
        return plan.afterFirst(arrival(version), broken);
    }

    private Attempt failed(int number) {
        return Attempt.failed(number, NOW, broken);
    }

    private long waiting() {
        return jdbc.sql("select count(*) from event_bus.waiting")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static Arrival arrival(long version) {
        return Arrival.of(Deliveries.of("accounts", "ada", version));
    }
}
