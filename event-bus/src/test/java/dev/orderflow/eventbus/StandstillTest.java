package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An instance that stands still in the middle of a transaction. */
class StandstillTest {

    @Test
    void itsLocksAreGivenUpAndWhenItWakesItSpendsNoAttempt() {
        try (var service = RunningService.start(
                "sleeper",
                "spring.datasource.hikari.data-source-properties.options=-c idle_in_transaction_session_timeout=1s")) {
            var gate = new CountDownLatch(1);
            service.handled().hold("asleep", 1, gate);
            service.publish("asleep", 1);
            await().until(() -> !service.handled().deliveries.isEmpty());
            await().until(() -> transactionsInTheInbox(service) == 0);
            gate.countDown();

            await().untilAsserted(() -> assertThat(service.effects("asleep")).containsExactly(1L));
            assertThat(service.handled().deliveries)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(delivery -> assertThat(delivery.attempt()).isEqualTo(1));
        }
    }

    private static int transactionsInTheInbox(RunningService service) {
        return service.jdbc().sql("""
            select count(*) from pg_locks
             where relation = 'event_bus.inbox'::regclass and mode = 'RowExclusiveLock'
               and database = (select oid from pg_database where datname = current_database())
            """).query((row, _) -> row.getInt(1)).single();
    }
}
