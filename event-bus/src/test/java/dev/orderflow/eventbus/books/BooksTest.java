package dev.orderflow.eventbus.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.books.Books.Published;
import dev.orderflow.eventbus.books.Books.Received;
import dev.orderflow.eventbus.books.Counts.Account;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the books say about tables in a known state. */
class BooksTest {

    private final DataSource database = TestDatabase.create().service();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Events events = new Events(jdbc);
    private final BookKeeper keeper = keeper(database);

    @Test
    void aSubscriptionThatHasReceivedNothingIsInTheBooks() {
        assertThat(keeper.read())
                .isEqualTo(
                        new Books(List.of(), List.of(new Received("teller", "accounts", 0, 0, 0, 0, 0, 0, 0, 0, 0))));
    }

    /** Position 3 was rolled back: the relay has closed it, and no event was there. */
    @Test
    void everyPublishedEventIsRelayedOrExpiredOrWaiting() {
        events.publish("accounts", 1, 2, 4, 5, 7);
        events.publish("loans", 6);
        jdbc.sql("update event_bus.relay set done = '{[1,6)}'").update();
        jdbc.sql("insert into event_bus.expired_before_relay values (4)").update();

        assertThat(keeper.read().published())
                .containsExactly(new Published("accounts", 5, 3, 1, 1), new Published("loans", 1, 0, 0, 1));
    }

    /** As a relay that forgets one of its two writes would leave it. */
    @Test
    void anEventThatExpiredAndStillWaitsForTheRelayUnbalancesTheBooks() {
        events.publish("accounts", 1);
        jdbc.sql("insert into event_bus.expired_before_relay values (1)").update();

        assertThat(keeper.read().areBalanced()).isFalse();
    }

    @Test
    void everyReceivedEventIsCountedWhereItIs() {
        events.settle("a", "handled");
        events.settle("b", "handled");
        events.settle("c", "skipped");
        events.settle("d", "expired");
        events.settle("e", "discarded");
        events.park("f", "dead");
        events.park("g", "retrying");
        events.wait("h");
        events.wait("i");
        events.unreadable();

        assertThat(keeper.read().received())
                .containsExactly(new Received("teller", "accounts", 9, 2, 1, 1, 1, 1, 1, 2, 1));
        assertThat(keeper.read().areBalanced()).isTrue();
    }

    @Test
    void anEventThatIsInTwoPlacesIsReceivedOnceAndUnbalancesTheBooks() {
        events.settle("a", "handled");
        events.park("a", "dead");
        events.wait("a");
        events.park("b", "retrying");
        events.wait("b");

        assertThat(keeper.read().received())
                .containsExactly(new Received("teller", "accounts", 2, 1, 0, 0, 0, 1, 1, 2, 0));
        assertThat(keeper.read().areBalanced()).isFalse();
    }

    @Test
    void theGaugesSayWhatTheBooksSay() {
        var registry = new SimpleMeterRegistry();
        var metrics = new BooksMetrics(keeper, registry);
        metrics.refresh();
        events.publish("accounts", 1);
        events.park("a", "dead");
        metrics.refresh();

        assertThat(gauge(registry, "event.bus.published", "topic", "accounts", "place", "waiting"))
                .isEqualTo(1);
        assertThat(gauge(registry, "event.bus.received", "subscription", "teller", "place", "dead"))
                .isEqualTo(1);
        assertThat(gauge(registry, "event.bus.unreadable", "subscription", "teller"))
                .isZero();
        assertThat(gauge(registry, "event.bus.balanced")).isEqualTo(1);
        events.wait("a");
        metrics.refresh();

        assertThat(gauge(registry, "event.bus.balanced")).isZero();
    }

    /** Many, because a thread that looks too early whether it was started ends at once, but seldom. */
    @Test
    void theGaugesAreReadFromTheStartOn() {
        for (int i = 0; i < 20; i++) {
            var registry = new SimpleMeterRegistry();
            var metrics = new BooksMetrics(keeper, registry);
            metrics.start();

            await().until(() -> registry.find("event.bus.received").gauge() != null);
            metrics.stop();
        }
    }

    @Test
    void theGaugesOutliveAnOutageOfTheDatabase() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setPortNumbers(new int[] {1});
        var metrics = new BooksMetrics(keeper(nowhere), new SimpleMeterRegistry());

        assertThatCode(metrics::refreshIfPossible).doesNotThrowAnyException();
    }

    static BookKeeper keeper(DataSource database) {
        return new BookKeeper(
                JdbcClient.create(database),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                List.of(new Account("teller", "accounts")));
    }

    private static double gauge(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
