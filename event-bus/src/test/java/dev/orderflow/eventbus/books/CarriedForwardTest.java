package dev.orderflow.eventbus.books;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.Session;
import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.books.Books.Published;
import dev.orderflow.eventbus.books.Books.Received;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Schedules, step by step, on which books that are carried forward could miss an event or count it twice. */
class CarriedForwardTest {

    private final DataSource database = TestDatabase.create().service();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final Events events = new Events(jdbc);
    private final BookKeeper keeper = BooksTest.keeper(database);
    private final Session a = new Session(database);

    @AfterEach
    void closeSession() {
        a.close();
    }

    @Test
    void whatWasSettledIsCarriedForwardAndCountedOnce() {
        events.settle("one", "handled");
        events.settle("two", "skipped");
        keeper.carryForward();
        events.settle("three", "handled");

        assertThat(carried()).containsExactly("teller accounts handled 1", "teller accounts skipped 1");
        assertThat(keeper.read().received()).containsExactly(received(2, 1));
        keeper.carryForward();
        assertThat(carried()).containsExactly("teller accounts handled 2", "teller accounts skipped 1");
        assertThat(keeper.read().received()).containsExactly(received(2, 1));
    }

    @Test
    void aTransactionThatWasUnderWayWhenALaterOneWasCountedIsCountedOnceItEnds() {
        events.settle("before", "handled");
        a.settle("late", "skipped");
        events.settle("early", "handled");
        keeper.carryForward();

        assertThat(carried()).containsExactly("teller accounts handled 1");
        assertThat(keeper.read().received()).containsExactly(received(2, 0));
        a.commit();
        assertThat(keeper.read().received()).containsExactly(received(2, 1));
        keeper.carryForward();
        assertThat(keeper.read().received()).containsExactly(received(2, 1));
    }

    @Test
    void theLogIsCarriedForwardUpToTheFirstPositionThatIsNotDone() {
        events.publish("accounts", 1, 2, 4, 5, 7);
        events.publish("loans", 6, 8);
        done("{[1,3),[4,6),[7,8)}", 2);
        keeper.carryForward();

        assertThat(carried()).containsExactly("accounts expired 1", "accounts published 2", "accounts relayed 1");
        assertThat(keeper.read().published())
                .containsExactly(new Published("accounts", 5, 4, 1, 0), new Published("loans", 2, 0, 0, 2));
        events.publish("accounts", 3);
        done("{[1,8)}", 6);
        keeper.carryForward();
        assertThat(carried())
                .containsExactly(
                        "accounts expired 1",
                        "accounts published 6",
                        "accounts relayed 5",
                        "loans expired 1",
                        "loans published 1");
        assertThat(keeper.read().published())
                .containsExactly(new Published("accounts", 6, 5, 1, 0), new Published("loans", 2, 0, 1, 1));
    }

    @Test
    void aPositionThatWasRolledBackHoldsUpNothing() {
        events.publish("accounts", 1, 3);
        done("{[1,4)}");
        keeper.carryForward();

        assertThat(carried()).containsExactly("accounts published 2", "accounts relayed 2");
        assertThat(keeper.read().published()).containsExactly(new Published("accounts", 2, 2, 0, 0));
    }

    @Test
    void ofTwoInstancesOneCarriesForwardAndTheOtherDoesNotWait() {
        events.settle("one", "handled");
        boolean waited;
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            waited = requireNonNull(transaction.execute(_ -> {
                keeper.carryForward();
                var both = other.submit(keeper::carryForward);
                await().pollInSameThread().until(() -> both.isDone() || TestDatabase.somebodyWaitsForALock(jdbc));
                return !both.isDone();
            }));
        }

        assertThat(keeper.read().received()).containsExactly(received(1, 0));
        assertThat(waited).isFalse();
    }

    @Test
    void anEventThatIsCarriedForwardAndSomewhereElseUnbalancesTheBooks() {
        events.settle("a", "handled");
        keeper.carryForward();
        events.park("a", "dead");

        assertThat(keeper.read().received())
                .containsExactly(new Received("teller", "accounts", 1, 1, 0, 0, 0, 1, 0, 0, 0));
        assertThat(keeper.read().areBalanced()).isFalse();
    }

    /** Transaction ids begin anew there, but for those in the rows. */
    @Test
    void whatIsSettledAfterADumpWasRestoredInAnotherClusterIsCounted() {
        events.settle("before", "handled");
        keeper.carryForward();
        jdbc.sql("update event_bus.books_bound set xid = xid + 1000000").update();
        events.settle("after", "handled");
        keeper.carryForward();

        assertThat(keeper.read().received()).containsExactly(received(2, 0));
    }

    private void done(String positions, long... expired) {
        jdbc.sql("update event_bus.relay set done = ?::int8multirange")
                .param(positions)
                .update();
        for (long position : expired) {
            jdbc.sql("insert into event_bus.expired_before_relay values (?)")
                    .param(position)
                    .update();
        }
    }

    private List<String> carried() {
        return jdbc.sql("""
            select ltrim(concat_ws(' ', subscription, topic, place, count)) from event_bus.carried_forward order by 1
            """).query((row, _) -> row.getString(1)).list();
    }

    private static Received received(long handled, long skipped) {
        return new Received("teller", "accounts", handled + skipped, handled, skipped, 0, 0, 0, 0, 0, 0);
    }
}
