package dev.orderflow.eventbus.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.books.Books.Published;
import dev.orderflow.eventbus.books.Books.Received;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the books say about tables in a known state. */
class BooksTest {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().service());
    private final BookKeeper keeper = new BookKeeper(jdbc, List.of(new BookKeeper.Account("teller", "accounts")));

    @Test
    void aSubscriptionThatHasReceivedNothingIsInTheBooks() {
        assertThat(keeper.read())
                .isEqualTo(
                        new Books(List.of(), List.of(new Received("teller", "accounts", 0, 0, 0, 0, 0, 0, 0, 0, 0))));
    }

    /** Position 3 was rolled back: the relay has closed it, and no event was there. */
    @Test
    void everyPublishedEventIsRelayedOrExpiredOrWaiting() {
        publish("accounts", 1, 2, 4, 5, 7);
        publish("loans", 6);
        jdbc.sql("update event_bus.relay set done = '{[1,6)}'").update();
        jdbc.sql("insert into event_bus.expired_before_relay values (4)").update();

        assertThat(keeper.read().published())
                .containsExactly(new Published("accounts", 5, 3, 1, 1), new Published("loans", 1, 0, 0, 1));
    }

    /** As a relay that forgets one of its two writes would leave it. */
    @Test
    void anEventThatExpiredAndStillWaitsForTheRelayUnbalancesTheBooks() {
        publish("accounts", 1);
        jdbc.sql("insert into event_bus.expired_before_relay values (1)").update();

        assertThat(keeper.read().areBalanced()).isFalse();
    }

    @Test
    void everyReceivedEventIsCountedWhereItIs() {
        settle("a", "handled");
        settle("b", "handled");
        settle("c", "skipped");
        settle("d", "expired");
        settle("e", "discarded");
        park("f", "dead");
        park("g", "retrying");
        wait("h");
        wait("i");
        unreadable();

        assertThat(keeper.read().received())
                .containsExactly(new Received("teller", "accounts", 9, 2, 1, 1, 1, 1, 1, 2, 1));
        assertThat(keeper.read().areBalanced()).isTrue();
    }

    @Test
    void anEventThatIsInTwoPlacesIsReceivedOnceAndUnbalancesTheBooks() {
        settle("a", "handled");
        park("a", "dead");
        wait("a");
        park("b", "retrying");
        wait("b");

        assertThat(keeper.read().received())
                .containsExactly(new Received("teller", "accounts", 2, 1, 0, 0, 0, 1, 1, 2, 0));
        assertThat(keeper.read().areBalanced()).isFalse();
    }

    @Test
    void theGaugesSayWhatTheBooksSay() {
        var registry = new SimpleMeterRegistry();
        var metrics = new BooksMetrics(keeper, registry);
        metrics.refresh();
        publish("accounts", 1);
        park("a", "dead");
        metrics.refresh();

        assertThat(gauge(registry, "event.bus.published", "topic", "accounts", "place", "waiting"))
                .isEqualTo(1);
        assertThat(gauge(registry, "event.bus.received", "subscription", "teller", "place", "dead"))
                .isEqualTo(1);
        assertThat(gauge(registry, "event.bus.unreadable", "subscription", "teller"))
                .isZero();
        assertThat(gauge(registry, "event.bus.balanced")).isEqualTo(1);
        wait("a");
        metrics.refresh();

        assertThat(gauge(registry, "event.bus.balanced")).isZero();
    }

    private static double gauge(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private void publish(String topic, long... positions) {
        for (long position : positions) {
            jdbc.sql("""
                insert into event_bus.event_log (position, topic, key, version, type, event_id, created_at,
                                                 correlation_id, value)
                values (:position, :topic, 'ada', :position, 'Deposited', 'none', now(), 'none', '')
                """).param("position", position).param("topic", topic).update();
        }
    }

    private void settle(String id, String how) {
        jdbc.sql("""
            insert into event_bus.inbox (subscription, event_id, settled, topic, key, version)
            values ('teller', ?::bytea, ?, 'accounts', 'ada', 1)
            """).param(id).param(how).update();
    }

    private void park(String id, String state) {
        jdbc.sql("""
            insert into event_bus.parked (subscription, topic, key, event_id, version, type, value, header_names,
                                          header_values, state, attempt, retry, not_before, failures, cause)
            values ('teller', 'accounts', :id, :id::bytea, 1, 'Deposited', '', '{}', '{}', :state, 2, 1, now(), '[]', '')
            """).param("id", id).param("state", state).update();
    }

    private void wait(String id) {
        jdbc.sql("""
            insert into event_bus.waiting (subscription, event_id, topic, key, version, type, value, header_names,
                                           header_values)
            values ('teller', :id::bytea, 'accounts', :id, 1, 'Deposited', '', '{}', '{}')
            """).param("id", id).update();
    }

    private void unreadable() {
        jdbc.sql("""
            insert into event_bus.unreadable (subscription, topic, partition, "offset", header_names, header_values,
                                              reason, cause)
            values ('teller', 'accounts', 0, 0, '{}', '{}', 'nonsense', 'nonsense')
            """).update();
    }
}
