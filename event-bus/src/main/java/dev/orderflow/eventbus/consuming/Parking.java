package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Envelope;
import dev.orderflow.event.Event;
import dev.orderflow.event.UnreadableEventException;
import dev.orderflow.eventbus.consuming.Handling.Claim;
import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import dev.orderflow.eventbus.consuming.Parked.State;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** The keys that are parked: what becomes of their heads, and of those behind them. */
final class Parking<E extends Event> {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);
    private static final int MOST_TRIES = 3;

    private final Subscription<E> subscription;
    private final Inbox inbox;
    private final ParkedKeys parkedKeys;
    private final Handling<E> handling;
    private final Copies copies;
    private final Executor later;
    private final RetryPlan plan;
    private final Clock clock;
    private final TransactionOperations transaction;

    Parking(
            Subscription<E> subscription,
            Inbox inbox,
            ParkedKeys parkedKeys,
            Handling<E> handling,
            Copies copies,
            Executor later,
            RetryPlan plan,
            Clock clock,
            TransactionOperations transaction) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.parkedKeys = parkedKeys;
        this.handling = handling;
        this.copies = copies;
        this.later = later;
        this.plan = plan;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Parks the key of an event whose first attempt failed.
     *
     * @return false when the event was settled, or the key parked, by another instance meanwhile
     */
    boolean park(Arrival arrival, E event, RuntimeException failure) {
        var failed = Attempt.failed(1, clock.instant(), failure);
        var next = plan.afterFirst(arrival, failure);
        if (RetryPlan.comesTooLate(next)) {
            log.warn("{} gives up {}, which expires before its next attempt", subscription.name(), arrival);
            return inbox.settleUnlessParked(arrival, Settlement.EXPIRED);
        }
        return record(next, event, failed, attempt -> parkedKeys.park(next, attempt));
    }

    /**
     * Attempts a head.
     *
     * @return the head after it, if that can be attempted at once
     */
    Optional<Parked> attempt(Parked parked) {
        var next = new AtomicReference<>(Optional.<Parked>empty());
        handling.within(parked.head(), () -> next.set(settleOrFail(parked)));
        return next.get();
    }

    private Optional<Parked> settleOrFail(Parked parked) {
        var head = parked.head();
        if (head.isExpired(clock.instant())) {
            return settle(parked, Settlement.EXPIRED);
        }
        if (inbox.isSettled(head)) { // by an instance that had it when this one stood still
            return settle(parked, Settlement.HANDLED);
        }
        Optional<Envelope<E>> event;
        try {
            event = head.event().as(subscription.family());
        } catch (UnreadableEventException e) { // a later version of this service has parked it
            return fail(parked, null, e);
        }
        return event.isPresent() ? handle(parked, event.get().message()) : settle(parked, Settlement.SKIPPED);
    }

    private Optional<Parked> handle(Parked parked, E event) {
        try {
            return handling.handle(parked.head(), event, parked.attempt(), () -> claim(parked));
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) { // the service stops, and cut it off
                throw e;
            }
            return switch (Failure.of(e)) {
                case UNAVAILABLE -> throw e;
                case CONFLICT, UNPROCESSABLE, ATTEMPT -> fail(parked, event, e);
            };
        }
    }

    private Claim<Optional<Parked>> claim(Parked parked) {
        if (!parkedKeys.lock(parked)) {
            return new Claim<>(false, Optional.empty());
        }
        var isFresh = inbox.settle(parked.head(), Settlement.HANDLED);
        return new Claim<>(isFresh, parkedKeys.advance(parked, clock.instant()));
    }

    /** @param event null when it cannot be read */
    private Optional<Parked> fail(Parked parked, @Nullable E event, RuntimeException failure) {
        var next = plan.after(parked, failure);
        if (RetryPlan.comesTooLate(next)) {
            return settle(parked, Settlement.EXPIRED);
        }
        var failed = Attempt.failed(parked.attempt(), clock.instant(), failure);
        record(next, event, failed, attempt -> {
            var isCurrent = parkedKeys.lock(parked);
            if (isCurrent) {
                parkedKeys.fail(next, attempt);
            }
            return isCurrent;
        });
        return Optional.empty();
    }

    /** Records a failed attempt, unless another instance was quicker, and says so to everybody. */
    private boolean record(Parked next, @Nullable E event, Attempt failed, Predicate<Attempt> write) {
        var isRecorded = next.state() == State.DEAD
                ? recordDead(next, event, failed, write)
                : inTransaction(() -> write.test(failed));
        if (isRecorded) {
            announce(next, failed);
        }
        return isRecorded;
    }

    /** What the subscription does about a dead letter may fail as well: in the end the dead letter alone is recorded. */
    private boolean recordDead(Parked next, @Nullable E event, Attempt failed, Predicate<Attempt> write) {
        for (int tries = 1; ; tries++) {
            try {
                return inTransaction(() -> {
                    var isWritten = write.test(failed);
                    if (isWritten && event != null) {
                        subscription.whenDead().accept(event, next.head().delivery(next.attempt()));
                    }
                    return isWritten;
                });
            } catch (RuntimeException e) {
                if (Failure.of(e) == Failure.UNAVAILABLE) {
                    throw e;
                }
                if (tries == MOST_TRIES) {
                    log.error("{} gives up {} without what was to be done then", subscription.name(), next.head(), e);
                    return inTransaction(() -> write.test(failed.andWhenDead(e)));
                }
            }
        }
    }

    private boolean inTransaction(BooleanSupplier step) {
        return Boolean.TRUE.equals(transaction.execute(_ -> Handling.orFail(step::getAsBoolean)));
    }

    /** Settles a head without handling it, and brings up the event behind it. */
    Optional<Parked> settle(Parked parked, Settlement settlement) {
        var next = transaction.execute(_ -> {
            if (!parkedKeys.lock(parked)) {
                return Optional.<Parked>empty();
            }
            if (inbox.settle(parked.head(), settlement)) {
                log.warn("{} settled parked {} as {}", subscription.name(), parked.head(), settlement);
            }
            return parkedKeys.advance(parked, clock.instant());
        });
        return next == null ? Optional.empty() : next;
    }

    private void announce(Parked next, Attempt failed) {
        switch (next.state()) {
            case RETRYING ->
                log.warn(
                        "{} will retry {} at {}: {}",
                        subscription.name(),
                        next.head(),
                        next.notBefore(),
                        failed.error());
            case DEAD ->
                log.error(
                        "{} gives up {} after attempt {}: {}",
                        subscription.name(),
                        next.head(),
                        failed.number(),
                        failed.error());
        }
        later.execute(() -> send(next, failed.error())); // the row is what counts; other keys need not wait for Kafka
    }

    /** Sends the copy of a head to the topic where it belongs now; false when Kafka did not take it. */
    boolean send(Parked parked, @Nullable String failure) {
        var isSent = copies.send(plan.withinRetryTopics(parked), failure);
        if (isSent) {
            parkedKeys.copied(parked);
        }
        return isSent;
    }
}
