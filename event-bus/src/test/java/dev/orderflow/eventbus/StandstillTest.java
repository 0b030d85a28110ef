package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;
import dev.orderflow.eventbus.consuming.Delivery;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An instance that stands still in the middle of a transaction. */
class StandstillTest {

    /** The other tests are less patient. */
    @Test
    void withoutSettingsOfItsOwnAServiceGivesUpInGoodTime() throws SQLException {
        try (var service = RunningService.start("unset")) {
            assertThat(shown(service, "idle_in_transaction_session_timeout")).isEqualTo("10s");
            assertThat(shown(service, "client_connection_check_interval")).isEqualTo("10s");
            assertThat(shown(service, "jit")).isEqualTo("off");
            assertThat(service.context()
                            .getBean(DataSource.class)
                            .unwrap(HikariDataSource.class)
                            .getDataSourceProperties())
                    .containsEntry("socketTimeout", "60");
        }
    }

    private static String shown(RunningService service, String setting) {
        return service.jdbc().sql("show " + setting).query(String.class).single();
    }

    @Test
    void itsLocksAreGivenUpAndWhenItWakesItSpendsNoAttempt() {
        try (var service = RunningService.start(
                        "sleeper",
                        "spring.datasource.hikari.data-source-properties.options=-c"
                                + " idle_in_transaction_session_timeout=1s")
                .withNothingLeft()) {
            var gate = new CountDownLatch(1);
            service.handled().hold("asleep", 1, gate);
            service.publish("asleep", 1);
            await().until(() -> !deliveries(service).isEmpty());
            await().until(() -> transactionsInTheInbox(service) == 0);
            gate.countDown();

            await().untilAsserted(() -> assertThat(service.effects("asleep")).containsExactly(1L));
            assertThat(deliveries(service))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(delivery -> assertThat(delivery.attempt()).isEqualTo(1));
        }
    }

    /** Its handler never comes back in time: it is the event, not the process, and others of its partition go on. */
    @Test
    void anEventWhoseTransactionIsAlwaysGivenUpIsADeadLetterInTheEnd() {
        try (var service = RunningService.start(
                List.of(TestApplication.class, Dawdler.class),
                "dawdler",
                "event-bus.partitions=1",
                "event-bus.retry.delays=50ms",
                "event-bus.outage.first-pause=20ms",
                "event-bus.outage.longest-pause=20ms",
                "spring.datasource.hikari.data-source-properties.options=-c"
                        + " idle_in_transaction_session_timeout=200ms")) {
            publishTogether(service, new Walked("dawdling"), new Walked("quick"));

            await().untilAsserted(() -> assertThat(parked(service, "walks")).containsExactly("dawdling dead"));
            await().untilAsserted(() -> assertThat(service.effects("quick")).containsExactly(1L));
        }
    }

    /** As behind a row that somebody has locked and forgotten. */
    @Test
    void anEventWhoseStatementIsNeverAnsweredSpendsAnAttemptAndOthersOfItsPartitionGoOn() {
        try (var service = RunningService.start(
                List.of(TestApplication.class, Sleeper.class),
                "napper",
                "event-bus.partitions=1",
                "event-bus.retry.delays=1h",
                "event-bus.outage.first-pause=20ms",
                "event-bus.outage.longest-pause=20ms",
                "spring.datasource.hikari.data-source-properties.options=-c client_connection_check_interval=100ms",
                "spring.datasource.hikari.data-source-properties.socketTimeout=1")) {
            publishTogether(service, new Slept("sleeping"), new Slept("awake"));

            await().untilAsserted(() -> assertThat(parked(service, "naps")).containsExactly("sleeping retrying"));
            await().untilAsserted(() -> assertThat(service.effects("awake")).containsExactly(1L));
        }
    }

    /** What somebody does at noon. */
    @Topic("naps")
    public sealed interface NapEvent extends Event permits Slept {}

    /** Somebody slept. */
    public record Slept(String who) implements NapEvent {
        @Override
        public String key() {
            return who;
        }
    }

    /** Asks what is not answered. */
    static class Sleeper {
        @Bean
        Subscription<?> naps(Subscriptions subscriptions, JdbcClient jdbc) {
            return subscriptions.to(NapEvent.class, "naps").handle(event -> {
                if (event.key().equals("sleeping")) {
                    jdbc.sql("select pg_sleep(60)").query(rows -> {});
                }
                takeEffect(event, jdbc);
            });
        }
    }

    /** What somebody does. */
    @Topic("walks")
    public sealed interface WalkEvent extends Event permits Walked {}

    /** Somebody went for a walk. */
    public record Walked(String who) implements WalkEvent {
        @Override
        public String key() {
            return who;
        }
    }

    /** Is always in its transaction until that is given up. */
    static class Dawdler {
        @Bean
        Subscription<?> walks(Subscriptions subscriptions, JdbcClient jdbc, DataSource database) {
            return subscriptions.to(WalkEvent.class, "walks").handle(event -> {
                if (event.key().equals("dawdling")) {
                    var session = jdbc.sql("select pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    await().until(() -> isGone(session, database));
                }
                takeEffect(event, jdbc);
            });
        }

        private static boolean isGone(int session, DataSource database) throws SQLException {
            try (var other = database.getConnection();
                    var statement = other.createStatement();
                    var found = statement.executeQuery("select from pg_stat_activity where pid = " + session)) {
                return !found.next();
            }
        }
    }

    private static void publishTogether(RunningService service, Event... events) {
        service.transaction()
                .executeWithoutResult(_ ->
                        Stream.of(events).forEach(event -> service.events().publish(new NewEvent(event, 1))));
    }

    private static void takeEffect(Event event, JdbcClient jdbc) {
        jdbc.sql("insert into effect (account, balance) values (?, 1)")
                .param(event.key())
                .update();
    }

    private static List<@Nullable String> parked(RunningService service, String subscription) {
        return service.jdbc()
                .sql("select key || ' ' || state from event_bus.parked where subscription = ?")
                .param(subscription)
                .query(String.class)
                .list();
    }

    private static List<Delivery> deliveries(RunningService service) {
        return service.handled().deliveries.stream()
                .filter(delivery -> delivery.key().equals("asleep"))
                .toList();
    }

    private static int transactionsInTheInbox(RunningService service) {
        return service.jdbc().sql("""
            select count(*) from pg_locks
             where relation = 'event_bus.inbox'::regclass and mode = 'RowExclusiveLock'
               and database = (select oid from pg_database where datname = current_database())
            """).query((row, _) -> row.getInt(1)).single();
    }
}
