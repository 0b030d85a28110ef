package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventJson;
import dev.orderflow.eventbus.TestApplication.Deposited;
import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Steps of two instances that meet at one key. */
class ParkedKeysTest {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().service());
    private final Inbox inbox = new Inbox(jdbc, "teller");
    private final ParkedKeys keys = new ParkedKeys(jdbc, "teller");
    private final RetryPlan plan = new RetryPlan("teller", List.of(Duration.ZERO), Clock.systemUTC());

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

    private void park(long version) {
        var failure = new IllegalStateException("broken");
        assertThat(keys.park(plan.afterFirst(arrival(version), failure), Attempt.failed(1, plan.now(), failure)))
                .isTrue();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from event_bus.waiting")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static Arrival arrival(long version) {
        var written = EventJson.write(new Deposited("ada", version), version, Instant.EPOCH);
        var record = new ConsumerRecord<>("accounts", 0, version, "ada".getBytes(UTF_8), written.value());
        record.headers().add(EventHeaders.ID, written.id().getBytes(UTF_8));
        record.headers().add(EventHeaders.TYPE, written.type().getBytes(UTF_8));
        return Arrival.of(record);
    }
}
