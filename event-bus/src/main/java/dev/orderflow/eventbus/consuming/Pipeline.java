package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Envelope;
import dev.orderflow.event.Event;
import dev.orderflow.event.UnreadableEventException;
import dev.orderflow.eventbus.consuming.Handling.Claim;
import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import java.time.Clock;
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
    private final Clock clock;
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
            Clock clock,
            TransactionOperations transaction) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.parkedKeys = parkedKeys;
        this.unreadableRecords = unreadableRecords;
        this.handling = handling;
        this.parking = parking;
        this.copies = copies;
        this.later = later;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        receive(record, this::deliver);
    }

    /** What becomes of an event whose first attempt failed, in a batch. */
    void onFailure(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
        receive(record, (arrival, event) -> {
            if (!park(arrival, event.orElseThrow().message(), failure) && !isSettledOrWaits(arrival)) {
                deliver(arrival, event);
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
        do {
            isDone = settleOrPark(arrival, event) || isSettledOrWaits(arrival);
        } while (!isDone); // its key was parked, and has become free meanwhile
    }

    /** Returns false when the event is settled already, or its key is parked. */
    private boolean settleOrPark(Arrival arrival, Optional<Envelope<E>> event) {
        if (event.isEmpty()) {
            return skip(arrival);
        }
        if (arrival.isExpired(clock.instant())) {
            return expire(arrival);
        }
        return handleOrPark(arrival, event.get().message());
    }

    private boolean isSettledOrWaits(Arrival arrival) {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> inbox.isSettled(arrival) || parkedKeys.addBehindHead(arrival)));
    }

    private boolean handleOrPark(Arrival arrival, E event) {
        if (subscription.hasFirstStep() && !inbox.isFree(arrival)) {
            return false;
        }
        try {
            return handling.handle(arrival, event, 1, () -> claim(arrival));
        } catch (RuntimeException e) {
            return park(arrival, event, e);
        }
    }

    private Claim<Boolean> claim(Arrival arrival) {
        var isFresh = inbox.settleUnlessParked(arrival, Settlement.HANDLED);
        return new Claim<>(isFresh, isFresh);
    }

    private boolean park(Arrival arrival, E event, RuntimeException failure) {
        return switch (Failure.of(failure)) {
            case UNAVAILABLE -> {
                log.warn("{} waits with {}: {}", subscription.name(), arrival, failure.toString());
                throw failure;
            }
            case CONFLICT, UNPROCESSABLE, ATTEMPT -> parking.park(arrival, event, failure);
        };
    }

    private boolean skip(Arrival arrival) {
        var isSkipped = settle(arrival, Settlement.SKIPPED);
        if (isSkipped) {
            log.error("{} skipped {}, for good: its type is unknown", subscription.name(), arrival);
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
            log.error("{} cannot read {}@{}: {}", subscription.name(), record.topic(), record.offset(), kept.reason());
            later.execute(() -> {
                if (copies.send(kept)) {
                    unreadableRecords.copied(kept);
                }
            });
        });
    }
}
