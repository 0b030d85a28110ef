package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.eventbus.Cause;
import dev.orderflow.eventbus.Traces;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One attempt: the first step, then the handler in a transaction with what settles the event. */
final class Handling<E extends Event> {

    private static final Logger log = LoggerFactory.getLogger(Handling.class);
    private static final int MOST_CONFLICTS = 20;

    private final Subscription<E> subscription;
    private final TransactionOperations transaction;
    private final Traces traces;

    /** The events in whose transactions this process stood still for too long, the last time that it handled them. */
    private final Set<String> stoodStill = ConcurrentHashMap.newKeySet();

    Handling(Subscription<E> subscription, TransactionOperations transaction, Traces traces) {
        this.subscription = subscription;
        this.transaction = transaction;
        this.traces = traces;
    }

    /**
     * What settling an event, in the transaction of its handler, came to.
     *
     * @param isFresh whether it was not settled before: the handler runs
     * @param found   what else whoever settles it wants to know
     */
    record Claim<T>(boolean isFresh, T found) {}

    /**
     * Handles an event. The first step and the transaction are each done again, at once, as often as they only meet a
     * conflict.
     *
     * @param claim settles the event, in the transaction
     * @return what the claim found
     */
    <T> T handle(Arrival arrival, E event, int attempt, Supplier<Claim<T>> claim) {
        var handler = withoutConflict(() -> subscription.work().apply(event, arrival.delivery(attempt)));
        try {
            return withoutConflict(() -> inTransaction(arrival, attempt, handler, claim));
        } catch (RuntimeException e) {
            if (Failure.isStandstill(e) && stoodStillBefore(arrival)) {
                throw new StoodStillAgain(e);
            }
            throw e;
        }
    }

    /** And remembers it for the next time. */
    private boolean stoodStillBefore(Arrival arrival) {
        return !stoodStill.add(arrival.event().id());
    }

    private static <T> T withoutConflict(Supplier<T> step) {
        for (int conflicts = 1; ; conflicts++) {
            try {
                return orFail(step);
            } catch (RuntimeException e) {
                if (Failure.of(e) != Failure.CONFLICT || conflicts == MOST_CONFLICTS) {
                    throw e;
                }
            }
        }
    }

    private <T> T inTransaction(Arrival arrival, int attempt, Runnable handler, Supplier<Claim<T>> claim) {
        var claimed = transaction.execute(_ -> {
            var claiming = claim.get();
            if (claiming.isFresh()) {
                handler.run();
            }
            return claiming;
        });
        stoodStill.remove(arrival.event().id());
        if (claimed.isFresh()) {
            sayHandled(arrival, attempt);
        }
        return claimed.found();
    }

    private void sayHandled(Arrival arrival, int attempt) {
        log.info("{} handled {}, attempt {}", subscription.name(), arrival, attempt);
    }

    /** An error, as of an endless recursion or a class that is missing, fails this attempt like any exception. */
    static <T> T orFail(Supplier<T> step) {
        try {
            return step.get();
        } catch (Error e) {
            throw new IllegalStateException(e.toString(), e);
        }
    }

    /** Handles an event for the first time, in a transaction of the caller's that settles it. */
    void handleInTransaction(Arrival arrival, E event) {
        within(
                arrival,
                () -> orFail(() -> {
                    subscription.work().apply(event, arrival.delivery(1)).run();
                    return true;
                }));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                named(arrival, () -> sayHandled(arrival, 1));
            }
        });
    }

    /** Runs a step with the event as the cause of what it publishes, in the event's trace, and named in the log. */
    void within(Arrival arrival, Runnable step) {
        var cause = new Cause(arrival.event().id(), arrival.correlationId());
        named(arrival, () -> traces.run(subscription.name(), arrival.traceparent(), () -> cause.run(step)));
    }

    private static void named(Arrival arrival, Runnable step) {
        try (var _ = MDC.putCloseable("key", arrival.event().key());
                var _ = MDC.putCloseable("event", arrival.event().id())) {
            step.run();
        }
    }
}
