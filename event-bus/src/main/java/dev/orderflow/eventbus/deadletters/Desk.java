package dev.orderflow.eventbus.deadletters;

import static java.util.Objects.requireNonNull;

import dev.orderflow.eventbus.consuming.Heads;
import dev.orderflow.eventbus.consuming.LockedHead;
import dev.orderflow.eventbus.deadletters.Decision.Action;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;

/** Does what operators decide: each decision in one transaction with its row of the audit. */
final class Desk {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private final DeadLetters deadLetters;
    private final Heads heads;
    private final Audit audit;
    private final TransactionOperations transaction;

    Desk(DeadLetters deadLetters, Heads heads, Audit audit, TransactionOperations transaction) {
        this.deadLetters = deadLetters;
        this.heads = heads;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Sends a dead letter round again, or settles it as expired if its time to live is over. */
    Decision redrive(long id, Operator operator) {
        return decide(() -> redrive(id, dead(id).orElseThrow(() -> cannotRedrive(id)), operator));
    }

    /** Redrives the dead events that a filter finds. Those that are not dead any more are left as they are. */
    Map<Action, Integer> redrive(Filter filter, Operator operator) {
        var done = new EnumMap<Action, Integer>(Map.of(Action.REDRIVEN, 0, Action.EXPIRED, 0));
        for (var id : deadLetters.dead(filter)) {
            try {
                done.merge(redrive(id, operator).action(), 1, Integer::sum);
            } catch (Refusal _) {
                // somebody else was quicker: it is not dead any more
            }
        }
        return done;
    }

    /** Gives a dead letter up and releases those behind it. */
    Decision discard(long id, Operator operator, String reason) {
        return decide(() -> {
            var head = dead(id);
            if (head.isEmpty() && !deadLetters.lockUnreadable(id)) {
                throw absent(id);
            }
            var decision = audit.record(id, Action.DISCARDED, operator, reason);
            head.ifPresentOrElse(LockedHead::discard, () -> deadLetters.discardUnreadable(id));
            return decision;
        });
    }

    private Decision redrive(long id, LockedHead head, Operator operator) {
        if (head.isExpired()) {
            var decision = audit.record(id, Action.EXPIRED, operator, null);
            head.expire();
            return decision;
        }
        var decision = audit.record(id, Action.REDRIVEN, operator, null);
        head.redrive();
        return decision;
    }

    /** Locks a dead head; empty when no head has this id. */
    private Optional<LockedHead> dead(long id) {
        var head = heads.lock(id);
        if (head.isPresent() && !head.get().isDead()) {
            throw Refusal.notDead(id);
        }
        return head;
    }

    private Refusal cannotRedrive(long id) {
        return deadLetters
                .reasonUnreadable(id)
                .map(reason -> Refusal.unreadable(id, reason))
                .orElseGet(() -> absent(id));
    }

    private Refusal absent(long id) {
        return deadLetters.headOf(id).map(head -> Refusal.waits(id, head)).orElseGet(() -> Refusal.notFound(id));
    }

    private Decision decide(Supplier<Decision> step) {
        var decision = requireNonNull(transaction.execute(_ -> step.get()));
        try (var _ = MDC.putCloseable("key", decision.key());
                var _ = MDC.putCloseable("event", decision.eventId())) {
            log.info(
                    "dead letter {} of {} {} by {}{}",
                    decision.deadLetter(),
                    decision.subscription(),
                    decision.action().word(),
                    decision.operator(),
                    decision.reason() == null ? "" : ": " + decision.reason());
        }
        return decision;
    }
}
