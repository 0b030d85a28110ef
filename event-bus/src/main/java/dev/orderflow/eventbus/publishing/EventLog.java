package dev.orderflow.eventbus.publishing;

import dev.orderflow.event.EventFamily;
import dev.orderflow.event.EventJson;
import dev.orderflow.eventbus.Cause;
import dev.orderflow.eventbus.PublishingTogether;
import dev.orderflow.eventbus.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

/** Publishes by appending to the table {@code event_log}, from which the relay takes it on. */
final class EventLog implements EventPublisher, PublishingTogether {

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    private final JdbcClient jdbc;
    private final DataSource database;
    private final Clock clock;
    private final Traces traces;
    private final DataSize maxEventSize;
    private final Runnable afterCommit;

    /** @param database of {@code jdbc} */
    EventLog(
            JdbcClient jdbc,
            DataSource database,
            Clock clock,
            Traces traces,
            DataSize maxEventSize,
            Runnable afterCommit) {
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
        this.traces = traces;
        this.maxEventSize = maxEventSize;
        this.afterCommit = afterCommit;
    }

    @Override
    public String publish(NewEvent event) {
        return append(event, null);
    }

    @Override
    public String publish(NewEvent event, Instant expiresAt) {
        return append(event, expiresAt);
    }

    private String append(NewEvent event, @Nullable Instant expiresAt) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.hasResource(database)) {
            throw new IllegalStateException("%s of %s published outside a transaction of the event log's database"
                    .formatted(
                            event.message().getClass().getSimpleName(),
                            event.message().key()));
        }
        var written = EventJson.write(event.message(), event.version(), clock.instant());
        if (written.value().length > maxEventSize.toBytes()) {
            throw new IllegalArgumentException("%s of %s is %d bytes, at most %d can be published"
                    .formatted(written.type(), written.key(), written.value().length, maxEventSize.toBytes()));
        }
        var topic = EventFamily.topicOf(event.message().getClass());
        var row = LogRow.of(topic, written, expiresAt, Cause.current(), traces.current());
        Collected.current().ifPresentOrElse(collected -> collected.add(row), () -> write(List.of(row)));
        return written.id();
    }

    @Override
    public <T> T together(Supplier<T> work) {
        var collected = Collected.begin();
        var result = work.get();
        write(collected.end());
        return result;
    }

    private void write(List<LogRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
            insert into event_bus.event_log (topic, key, version, type, event_id, created_at, expires_at,
                                             correlation_id, causation_id, traceparent, value)
            select topic, key, version, type, event_id, created_at, expires_at,
                   correlation_id, causation_id, traceparent, value
              from unnest(:topics, :keys, :versions, :types, :ids, :createdAt::timestamptz[], :expiresAt::timestamptz[],
                          :correlationIds, :causationIds, :traceparents, :values) with ordinality
                   as published (topic, key, version, type, event_id, created_at, expires_at,
                                 correlation_id, causation_id, traceparent, value, number)
             order by number
            """).params(LogRow.columns(rows)).update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                afterCommit.run();
                rows.forEach(row -> log.info(
                        "published {} v{} of {} to {}, event {}",
                        row.event().type(),
                        row.event().version(),
                        row.event().key(),
                        row.topic(),
                        row.event().id()));
            }
        });
    }
}
