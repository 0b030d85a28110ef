package dev.orderflow.eventbus.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.EventBusProperties;
import dev.orderflow.eventbus.Session;
import dev.orderflow.eventbus.SharedTopics;
import dev.orderflow.eventbus.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The relay's loop, on a real event log, with a broker that takes what the test lets it take. */
class RelayTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.service());
    private final Session session = new Session(database.service());
    private final RelayHealth health = new RelayHealth();

    /** The records that Kafka has, as {@code key-version}. */
    private final List<String> taken = new CopyOnWriteArrayList<>();

    private volatile Function<String, @Nullable RuntimeException> refusal = _ -> null;

    /** Whether Kafka leaves unanswered what it does not refuse. */
    private volatile boolean isSilent;

    private volatile Duration callEvery = FOR_EVER;

    private final Relay relay = new Relay(
            new RelayTable(jdbc, "test", Duration.ofMinutes(1)),
            new RelayCalls(jdbc, database.service()),
            () -> new RecordSender(new Broker(), SharedTopics.of(1), new Records("bank", null), callEvery),
            new EventBusProperties.Relay(true, 2, Duration.ofMillis(20), Duration.ofMinutes(1)),
            health,
            Clock.systemUTC());

    @AfterEach
    void stop() {
        relay.stop();
        session.close();
        database.close();
    }

    /** Behind it in its page, and in the page after that, which was read ahead, there are events of its key. */
    @Test
    void anEventThatKafkaRefusesStopsTheRelayAndIsNeitherSkippedNorOvertaken() {
        session.append("ada", 1);
        expired("grace", 1);
        session.append("mary", 1);
        session.append("mary", 2);
        session.append("mary", 3);
        session.commit();
        refusal = record -> record.equals("mary-1") ? new RecordTooLargeException("refused by the test") : null;
        relay.start();

        await().untilAsserted(() -> assertThat(health.health().getDetails()).containsEntry("relay", "stopped"));
        assertThat(taken).containsExactly("ada-1");
        assertThat(done()).isEqualTo("{[1,3)}");
        assertThat(expiredPositions()).containsExactly(2L);

        refusal = _ -> null;
        await().untilAsserted(() -> assertThat(done()).isEqualTo("{[1,6)}"));
        assertThat(taken).containsExactly("ada-1", "mary-1", "mary-2", "mary-3");
    }

    @Test
    void anEventThatKafkaDoesNotTakeNowIsSentLaterAndNotOvertaken() {
        session.append("ada", 1);
        session.append("mary", 1);
        session.append("mary", 2);
        session.commit();
        refusal = record -> record.equals("mary-1") ? new TimeoutException("away") : null;
        relay.start();

        await().untilAsserted(
                        () -> assertThat(health.health().getDetails()).containsEntry("relay", "waiting for Kafka"));
        assertThat(done()).isEqualTo("{[1,2)}");

        refusal = _ -> null;
        await().untilAsserted(() -> assertThat(done()).isEqualTo("{[1,4)}"));
        assertThat(taken).containsExactly("ada-1", "mary-1", "mary-2");
    }

    /** Else another instance would send the same events, and as long as Kafka does not answer, so would one after another. */
    @Test
    void theLeaseIsRenewedAgainAndAgainWhileKafkaDoesNotAnswer() {
        session.append("ada", 1);
        session.commit();
        isSilent = true;
        callEvery = Duration.ofMillis(20);
        relay.start();
        await().untilAsserted(
                        () -> assertThat(health.health().getDetails()).containsEntry("relay", "waiting for Kafka"));

        for (int renewals = 0; renewals < 3; renewals++) {
            var before = leasedUntil();
            await().until(() -> leasedUntil().isAfter(before));
        }
        assertThat(done()).isEqualTo("{}");
    }

    @Test
    void aPositionThatWasRolledBackIsDoneInTheEnd() {
        session.append("ada", 1);
        session.rollback();
        session.append("ada", 1);
        session.commit();
        relay.start();

        await().untilAsserted(() -> assertThat(done()).isEqualTo("{[1,3)}"));
        assertThat(taken).containsExactly("ada-1");
    }

    private void expired(String key, long version) {
        session.query("""
            insert into event_bus.event_log (topic, key, version, type, event_id, created_at, expires_at, correlation_id, value)
            values ('accounts', '%1$s', %2$d, 'Deposited', '%1$s-%2$d', now(), now(), '%1$s', '')
            returning position
            """.formatted(key, version));
    }

    private String done() {
        return jdbc.sql("select done::text from event_bus.relay")
                .query(String.class)
                .single();
    }

    private Instant leasedUntil() {
        return jdbc.sql("select leased_until from event_bus.relay")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private List<Long> expiredPositions() {
        return jdbc.sql("select position from event_bus.expired_before_relay")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** Takes at once what it does not refuse, or says nothing. */
    private final class Broker extends MockProducer<byte[], byte[]> {

        Broker() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            var name = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
            var reason = refusal.apply(name);
            if (reason != null) {
                return CompletableFuture.failedFuture(reason);
            }
            if (isSilent) {
                return new CompletableFuture<>();
            }
            taken.add(name);
            return super.send(record);
        }
    }
}
