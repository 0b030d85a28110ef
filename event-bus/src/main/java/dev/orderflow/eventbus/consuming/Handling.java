package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.eventbus.Cause;
import dev.orderflow.eventbus.Traces;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;

/** One attempt: the first step, then the handler in a transaction with what settles the event. */
final class Handling<E extends Event> {

    private static final Logger log = LoggerFactory.getLogger(Handling.class);
    private static final int MOST_CONFLICTS = 20;

    private final Subscription<E> subscription;
    private final TransactionOperations transaction;
    private final Traces traces;

    Handling(Subscription<E> subscription, TransactionOperations transaction, Traces traces) {
        this.subscription = subscription;
        this.transaction = transaction;
        this.traces = traces;
    }

    /**
     * Handles an event, at once again as often as it only meets a conflict.
     *
     * @param claim settles the event, in the transaction; false when it is not to be handled by this
     * @return what the claim said
     */
    boolean handle(Arrival arrival, E event, int attempt, BooleanSupplier claim) {
        for (int conflicts = 1; ; conflicts++) {
            try {
                return orFail(() -> handleOnce(arrival, event, attempt, claim));
            } catch (RuntimeException e) {
                if (Failure.of(e) != Failure.CONFLICT || conflicts == MOST_CONFLICTS) {
                    throw e;
                }
            }
        }
    }

    private boolean handleOnce(Arrival arrival, E event, int attempt, BooleanSupplier claim) {
        var handler = subscription.work().apply(event, arrival.delivery(attempt));
        var handled = Boolean.TRUE.equals(transaction.execute(_ -> {
            var claimed = claim.getAsBoolean();
            if (claimed) {
                handler.run();
            }
            return claimed;
        }));
        if (handled) {
            log.info("{} handled {}, attempt {}", subscription.name(), arrival, attempt);
        }
        return handled;
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
        within(arrival, () -> {
            orFail(() -> {
                subscription.work().apply(event, arrival.delivery(1)).run();
                return true;
            });
            log.info("{} handled {}, attempt 1", subscription.name(), arrival);
        });
    }

    /** Runs a step with the event as the cause of what it publishes, in the event's trace, and named in the log. */
    void within(Arrival arrival, Runnable step) {
        var cause = new Cause(arrival.event().id(), arrival.correlationId());
        try (var _ = MDC.putCloseable("key", arrival.event().key());
                var _ = MDC.putCloseable("event", arrival.event().id())) {
            traces.run(subscription.name(), arrival.traceparent(), () -> cause.run(step));
        }
    }
}
