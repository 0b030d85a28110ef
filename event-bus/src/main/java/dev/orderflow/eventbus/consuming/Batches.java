package dev.orderflow.eventbus.consuming;

import static java.util.Comparator.comparing;

import dev.orderflow.event.Event;
import dev.orderflow.event.UnreadableEventException;
import dev.orderflow.eventbus.PublishingTogether;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Handles records that were polled together in one transaction, as long as all of it goes well. Whatever does not goes
 * through the {@link Pipeline} by itself: each record, when one handler fails, and otherwise those that are not simply
 * handled.
 */
final class Batches<E extends Event> implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Batches.class);

    private final Subscription<E> subscription;
    private final Inbox inbox;
    private final Handling<E> handling;
    private final Clock clock;
    private final TransactionOperations transaction;
    private final PublishingTogether publishing;
    private final Pipeline<E> pipeline;

    Batches(
            Subscription<E> subscription,
            Inbox inbox,
            Handling<E> handling,
            Clock clock,
            TransactionOperations transaction,
            PublishingTogether publishing,
            Pipeline<E> pipeline) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.handling = handling;
        this.clock = clock;
        this.transaction = transaction;
        this.publishing = publishing;
        this.pipeline = pipeline;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var result = records.size() == 1 ? new Result(Set.of(), null) : handleTogether(records);
        var rest = records.stream()
                .filter(record -> !result.handled().contains(record))
                .toList();
        new OneByOne(subscription.name(), record -> handleAlone(record, result.failed())).onMessage(rest);
    }

    private void handleAlone(ConsumerRecord<byte[], byte[]> record, @Nullable FailedInBatch failed) {
        if (failed != null && failed.isAttemptAt(record)) {
            pipeline.onFailure(record, failed.reason());
        } else {
            pipeline.onMessage(record);
        }
    }

    /** Which records were handled, or else where it failed, if that was in the first handler. */
    private record Result(
            Set<ConsumerRecord<byte[], byte[]>> handled,
            @Nullable FailedInBatch failed) {}

    private Result handleTogether(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            // in the order of their keys, so that no two batches wait for each other's rows
            var understood = records.stream()
                    .flatMap(this::understood)
                    .sorted(comparing(each -> each.arrival().event().key()))
                    .toList();
            var handled = transaction.execute(_ -> publishing.together(() -> handle(understood)));
            return new Result(handled == null ? Set.of() : handled, null);
        } catch (RuntimeException | Error e) {
            log.info("{} handles {} records one by one: {}", subscription.name(), records.size(), e.toString());
            return new Result(Set.of(), e instanceof FailedInBatch failed ? failed : null);
        }
    }

    private record Understood<E>(ConsumerRecord<byte[], byte[]> record, Arrival arrival, E event) {}

    private Stream<Understood<E>> understood(ConsumerRecord<byte[], byte[]> record) {
        try {
            var arrival = Arrival.of(record);
            return arrival.event().as(subscription.family()).stream()
                    .map(event -> new Understood<>(record, arrival, event.message()));
        } catch (UnreadableEventException e) {
            return Stream.of();
        }
    }

    private Set<ConsumerRecord<byte[], byte[]>> handle(List<Understood<E>> batch) {
        var alive = batch.stream()
                .map(Understood::arrival)
                .filter(arrival -> !arrival.isExpired(clock.instant()))
                .toList();
        var fresh = inbox.settleUnlessParked(alive, Inbox.Settlement.HANDLED);
        var handled = new HashSet<ConsumerRecord<byte[], byte[]>>();
        var rest = new ArrayList<Understood<E>>();
        for (var each : batch) {
            if (fresh.remove(each.arrival().event().id())) {
                requireAlive(each.arrival());
                handleInBatch(each, handled.isEmpty());
                handled.add(each.record());
            } else {
                rest.add(each);
            }
        }
        handled.addAll(settledBefore(rest));
        return handled;
    }

    /** All of it, perhaps, where a group's offsets were set back. */
    private List<ConsumerRecord<byte[], byte[]>> settledBefore(List<Understood<E>> rest) {
        var settled = rest.isEmpty()
                ? Set.of()
                : inbox.settled(rest.stream().map(Understood::arrival).toList());
        return rest.stream()
                .filter(each -> settled.contains(each.arrival().event().id()))
                .<ConsumerRecord<byte[], byte[]>>map(Understood::record)
                .toList();
    }

    /** Those before it may have taken long: all is undone then, and each is looked at by itself. */
    private void requireAlive(Arrival arrival) {
        if (arrival.isExpired(clock.instant())) {
            throw new IllegalStateException(arrival + " expired meanwhile");
        }
    }

    /** What fails after others may be their fault: the database may refuse only now what they left. */
    private void handleInBatch(Understood<E> each, boolean isFirst) {
        try {
            handling.handleInTransaction(each.arrival(), each.event());
        } catch (RuntimeException e) {
            throw isFirst ? new FailedInBatch(each.record(), e) : e;
        }
    }

    /** The handler failed here: all that the batch did is undone, and the attempt counts. */
    private static final class FailedInBatch extends RuntimeException {
        private final transient ConsumerRecord<byte[], byte[]> record;
        private final RuntimeException reason;

        FailedInBatch(ConsumerRecord<byte[], byte[]> record, RuntimeException reason) {
            super("%s@%d: %s".formatted(record.topic(), record.offset(), reason), reason);
            this.record = record;
            this.reason = reason;
        }

        boolean isAttemptAt(ConsumerRecord<byte[], byte[]> other) {
            return record.equals(other)
                    && switch (Failure.of(reason)) {
                        case UNPROCESSABLE, ATTEMPT -> true;
                        case CONFLICT, UNAVAILABLE -> false;
                    };
        }

        RuntimeException reason() {
            return reason;
        }
    }
}
