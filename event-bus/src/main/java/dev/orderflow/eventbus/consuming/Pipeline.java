package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Envelope;
import dev.orderflow.event.Event;
import dev.orderflow.event.UnreadableEventException;
import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What happens to a delivery, from its arrival to its acknowledgement. Returning acknowledges it; throwing makes
 * whoever polled it wait and offers it again.
 */
final class Pipeline<E extends Event> implements MessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final Subscription<E> subscription;
    private final Inbox inbox;
    private final ParkedKeys parkedKeys;
    private final UnreadableRecords unreadableRecords;
    private final Handling<E> handling;
    private final Parking<E> parking;
    private final Copies copies;
    private final Executor later;
    private final RetryPlan plan;
    private final TransactionOperations transaction;

    Pipeline(
            Subscription<E> subscription,
            Inbox inbox,
            ParkedKeys parkedKeys,
            UnreadableRecords unreadableRecords,
            Handling<E> handling,
            Parking<E> parking,
            Copies copies,
            Executor later,
            RetryPlan plan,
            TransactionOperations transaction) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.parkedKeys = parkedKeys;
        this.unreadableRecords = unreadableRecords;
        this.handling = handling;
        this.parking = parking;
        this.copies = copies;
        this.later = later;
        this.plan = plan;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        receive(record, this::deliver);
    }

    /** What becomes of an event whose first attempt failed, in a batch. */
    void onFailure(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
        receive(record, (arrival, event) -> {
            if (!fail(arrival, event.orElseThrow().message(), failure)) {
                setAside(arrival, event);
            }
        });
    }

    private void receive(ConsumerRecord<byte[], byte[]> record, BiConsumer<Arrival, Optional<Envelope<E>>> next) {
        Arrival arrival;
        Optional<Envelope<E>> event;
        try {
            arrival = Arrival.of(record);
            event = arrival.event().as(subscription.family());
        } catch (UnreadableEventException e) {
            keepUnreadable(record, e);
            return;
        }
        handling.within(arrival, () -> next.accept(arrival, event));
    }

    private void deliver(Arrival arrival, Optional<Envelope<E>> event) {
        boolean isDone;
        if (event.isEmpty()) {
            isDone = skip(arrival);
        } else if (arrival.isExpired(plan.now())) {
            isDone = expire(arrival);
        } else {
            isDone = handle(arrival, event.get().message());
        }
        if (!isDone) { // it is settled already, or its key is parked
            setAside(arrival, event);
        }
    }

    private boolean handle(Arrival arrival, E event) {
        if (subscription.hasFirstStep() && !inbox.isFree(arrival)) {
            return false;
        }
        try {
            return handling.handle(arrival, event, 1, () -> inbox.settleUnlessParked(arrival, Settlement.HANDLED));
        } catch (RuntimeException e) {
            return fail(arrival, event, e);
        }
    }

    private boolean fail(Arrival arrival, E event, RuntimeException failure) {
        return switch (Failure.of(failure)) {
            case UNAVAILABLE -> {
                log.warn("{} waits with {}: {}", subscription.name(), arrival, failure.toString());
                throw failure;
            }
            case CONFLICT, UNPROCESSABLE, ATTEMPT -> parking.park(arrival, event, failure);
        };
    }

    private void setAside(Arrival arrival, Optional<Envelope<E>> event) {
        var isDone = transaction.execute(_ -> inbox.isSettled(arrival) || parkedKeys.addBehindHead(arrival));
        if (!Boolean.TRUE.equals(isDone)) {
            deliver(arrival, event); // its key has become free meanwhile
        }
    }

    private boolean skip(Arrival arrival) {
        var isSkipped = settle(arrival, Settlement.SKIPPED);
        if (isSkipped) {
            log.warn("{} skipped {}: its type is unknown", subscription.name(), arrival);
        }
        return isSkipped;
    }

    private boolean expire(Arrival arrival) {
        var isExpired = settle(arrival, Settlement.EXPIRED);
        if (isExpired) {
            log.warn("{} did not handle {}: it expired at {}", subscription.name(), arrival, arrival.expiresAt());
        }
        return isExpired;
    }

    private boolean settle(Arrival arrival, Settlement settlement) {
        return Boolean.TRUE.equals(transaction.execute(_ -> inbox.settleUnlessParked(arrival, settlement)));
    }

    private void keepUnreadable(ConsumerRecord<byte[], byte[]> record, UnreadableEventException why) {
        unreadableRecords.keep(record, why).ifPresent(kept -> {
            log.error(
                    "{} cannot read {}@{}: {}", subscription.name(), record.topic(), record.offset(), why.getMessage());
            later.execute(() -> {
                if (copies.send(kept)) {
                    unreadableRecords.copied(kept);
                }
            });
        });
    }
}
