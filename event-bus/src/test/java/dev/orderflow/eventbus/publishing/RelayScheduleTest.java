package dev.orderflow.eventbus.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.eventbus.Session;
import dev.orderflow.eventbus.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Schedules of overlapping transactions, step by step, on which relays go wrong. Where a well-known way of reading
 * the log fails, the test says so by reading that way too.
 */
class RelayScheduleTest {

    private static final int EIGHT_MEGABYTES = 8 * 1024 * 1024;

    private final TestDatabase database = TestDatabase.create();
    private final RelayTable table =
            new RelayTable(JdbcClient.create(database.service()), "test", Duration.ofMinutes(1));
    private final Session a = new Session(database.service());
    private final Session b = new Session(database.service());
    private final Session c = new Session(database.service());
    private final List<String> relayed = new ArrayList<>();
    private RelayTable.Lease lease = new RelayTable.Lease(0, 0, List.of(), 0);
    private RelayProgress progress = new RelayProgress(lease);

    @BeforeEach
    void takeTheLease() {
        lease = table.acquire().orElseThrow();
        progress = new RelayProgress(lease);
    }

    @AfterEach
    void closeSessions() {
        a.close();
        b.close();
        c.close();
        database.close();
    }

    /** One step of the relay. */
    private void relay() {
        relay(100);
    }

    /** One step of the relay, in which Kafka takes only so many events. */
    private void relay(int most) {
        acknowledge(table.read(progress.cursor(), progress.holes(), 100), most);
    }

    private void acknowledge(RelayTable.Page page, int most) {
        int taken = Math.min(most, page.events().size());
        page.events().subList(0, taken).forEach(event -> relayed.add(event.eventId()));
        progress.bound(table.save(lease.epoch(), progress.advance(page, taken), List.of())
                .orElseThrow());
    }

    /**
     * Two steps of the relay, an event each, of which the second is read while the first is on its way.
     *
     * @param before what happens between the two readings
     * @param after  what happens before the first is acknowledged
     */
    private void relayReadingAhead(Runnable before, Runnable after) {
        var pages = new RelayPages(table, 1, () -> {});
        var first = pages.next(progress);
        before.run();
        pages.readAhead(progress, first);
        after.run();
        acknowledge(first, 1);
        acknowledge(pages.next(progress), 100);
    }

    @Test
    void anEventThatCommitsBeforeAPageIsReadAheadIsOnIt() {
        a.append("late", 1);
        b.append("early", 1);
        b.append("early", 2);
        b.commit();
        relayReadingAhead(a::commit, () -> {});
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1", "early-2");
    }

    @Test
    void anEventThatCommitsAfterAPageWasReadAheadIsRelayedLater() {
        a.append("late", 1);
        b.append("early", 1);
        b.append("early", 2);
        b.commit();
        relayReadingAhead(() -> {}, a::commit);
        relay();

        assertThat(relayed).containsExactly("early-1", "early-2", "late-1");
    }

    @Test
    void anEventAboveAPageThatWasReadAheadIsRelayedLater() {
        b.append("early", 1);
        b.commit();
        relayReadingAhead(() -> {}, () -> {
            a.append("late", 1);
            a.commit();
        });
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1");
    }

    @Test
    void aHoleThatWasRolledBackIsClosedByAPageThatWasReadAheadOrLater() {
        a.append("never", 1);
        b.append("next", 1);
        b.append("next", 2);
        b.commit();
        relayReadingAhead(a::rollback, () -> {});
        relay();

        assertThat(progress.holes()).isEmpty();
        assertThat(relayed).containsExactly("next-1", "next-2");
    }

    /** A thousand events of a megabyte would not fit into the memory of the service. */
    @Test
    void aPageEndsBeforeItBecomesTooLargeAndLosesNothingOfAHole() {
        a.append("late", 1, EIGHT_MEGABYTES);
        a.append("late", 2, EIGHT_MEGABYTES);
        b.append("early", 1, EIGHT_MEGABYTES);
        b.commit();
        relay();
        a.commit();
        relay();
        assertThat(relayed).containsExactly("early-1", "late-1");
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1", "late-2");
        relay();
        assertThat(progress.holes()).isEmpty();
    }

    @Test
    void anEventThatCommitsAfterAHigherPositionWasReadIsRelayed() {
        a.append("late", 1);
        long above = b.append("early", 1);
        b.commit();
        relay();
        a.commit();
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1");
        assertThat(c.query("select event_id from event_bus.event_log where position > " + above))
                .as("what a relay that only remembers the highest position would still find")
                .isEmpty();
    }

    @Test
    void eventsOfOneKeyAreRelayedInOrderWhenTheLaterOneHasTheLowerTransactionId() {
        a.begin(); // wrote its inbox row, and waits for the aggregate's lock
        b.append("order", 1);
        b.commit();
        a.append("order", 2);
        a.commit();
        relay();

        assertThat(relayed).containsExactly("order-1", "order-2");
        assertThat(c.query("select event_id from event_bus.event_log order by xid, position"))
                .as("the order of a relay that goes by transaction id")
                .containsExactly("order-2", "order-1");
    }

    @Test
    void aTransactionAboveTheEndOfTheSnapshotStillFillsItsHole() {
        b.begin();
        long xid = a.begin();
        a.append("late", 1);
        b.append("early", 1);
        b.commit();
        assertThat(c.query("select xip from pg_snapshot_xip(pg_current_snapshot()) as xip"))
                .as("the transactions that the snapshot names as running")
                .doesNotContain(Long.toString(xid));
        c.rollback();
        relay();
        relay();
        a.commit();
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1");
    }

    @Test
    void aLongTransactionHoldsUpNobody() {
        a.begin();
        b.append("one", 1);
        b.commit();
        b.append("two", 1);
        b.commit();
        relay();

        assertThat(relayed).containsExactly("one-1", "two-1");
        assertThat(c.query(
                        "select event_id from event_bus.event_log where xid < pg_snapshot_xmin(pg_current_snapshot())"))
                .as("what a relay that waits for all older transactions would see")
                .isEmpty();
    }

    @Test
    void aHoleIsClosedOnceItsTransactionWasRolledBack() {
        long hole = a.append("never", 1);
        b.append("next", 1);
        b.commit();
        relay();
        assertThat(progress.holes()).containsExactly(Positions.of(hole));
        a.rollback();
        relay();

        assertThat(progress.holes()).isEmpty();
        assertThat(relayed).containsExactly("next-1");
    }

    /** As of a transaction that published many and was rolled back: to keep each of them in mind would take gigabytes. */
    @Test
    void aHoleOfBillionsOfPositionsIsOneHole() {
        JdbcClient.create(database.owner())
                .sql("select setval('event_bus.event_log_position', 3000000000)")
                .query(rows -> {});
        a.append("late", 1);
        b.append("early", 1);
        b.commit();
        relay();
        assertThat(progress.holes()).containsExactly(new Positions(1, 3_000_000_001L));
        table.release(lease.epoch());
        takeTheLease();
        a.commit();
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1");
        relay();
        assertThat(progress.holes()).isEmpty();
    }

    @Test
    void anEventThatKafkaDidNotTakeIsRelayedLaterEvenFromAHole() {
        a.append("late", 1);
        b.append("early", 1);
        b.commit();
        relay();
        a.commit();
        relay(0);
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1");
    }

    @Test
    void aHoleStaysOpenAsLongAsItsTransactionMayFillIt() {
        long hole = a.append("late", 1);
        b.append("early", 1);
        b.commit();
        for (int i = 0; i < 5; i++) {
            relay();
            b.begin();
            b.commit();
        }

        assertThat(progress.holes()).containsExactly(Positions.of(hole));
    }

    @Test
    void theNextInstanceKnowsTheHolesOfTheLast() {
        long hole = a.append("late", 1);
        b.append("early", 1);
        b.commit();
        relay();
        table.release(lease.epoch());
        takeTheLease();
        assertThat(progress.holes()).containsExactly(Positions.of(hole));
        a.commit();
        relay();

        assertThat(relayed).containsExactly("early-1", "late-1");
    }

    @Test
    void whatWasNotSavedIsRelayedAgainByTheNextInstance() {
        a.append("order", 1);
        a.commit();
        table.read(progress.cursor(), progress.holes(), 100);
        table.release(lease.epoch());
        takeTheLease();
        relay();

        assertThat(relayed).containsExactly("order-1");
    }

    @Test
    void onlyOneInstanceHoldsTheLeaseAndTheLastOneCannotSaveAnyMore() {
        assertThat(table.acquire()).isEmpty();
        table.release(lease.epoch());
        assertThat(table.acquire()).isPresent();
        assertThat(table.save(lease.epoch(), List.of(Positions.of(1)), List.of()))
                .isEmpty();
    }

    /** Saving does not wait for the disk. */
    @Test
    void aSaveThatTheDatabaseLostInACrashIsNoticedByTheNextOne() {
        a.append("early", 1);
        a.commit();
        relay();
        JdbcClient.create(database.service())
                .sql("update event_bus.relay set done = '{}', leased_until = leased_until - interval '1 s'")
                .update();

        assertThat(table.save(lease.epoch(), List.of(), List.of())).isEmpty();
    }

    /** As of a transaction that published more than a page holds, while others published too. */
    @Test
    void whatAppearsInManyHolesIsReadPageByPageAndIsNotOvertaken() {
        a.append("late", 1);
        a.append("late", 2);
        a.append("late", 3);
        b.append("early", 1);
        b.commit();
        relay();
        a.commit();
        b.append("late", 4);
        b.commit();

        for (int page = 0; page < 2; page++) {
            var read = table.read(progress.cursor(), progress.holes(), 2);
            assertThat(read.events()).hasSize(2);
            acknowledge(read, 2);
        }
        assertThat(relayed).containsExactly("early-1", "late-1", "late-2", "late-3", "late-4");
    }

    @Test
    void aBatchSmallerThanTheBacklogLosesNothing() {
        for (int version = 1; version <= 250; version++) {
            a.append("order", version);
        }
        a.commit();
        relay();
        relay();
        relay();

        assertThat(relayed).hasSize(250).startsWith("order-1", "order-2").endsWith("order-250");
    }
}
