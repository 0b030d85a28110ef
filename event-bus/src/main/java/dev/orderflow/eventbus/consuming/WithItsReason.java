package dev.orderflow.eventbus.consuming;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Throws why a transaction was to be rolled back, also when the rollback fails as well, as on a connection that is lost:
 * Spring then throws what JPA says of the rollback only.
 */
record WithItsReason(TransactionOperations transaction) implements TransactionOperations {

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        var reason = new AtomicReference<@Nullable RuntimeException>();
        try {
            return transaction.execute(status -> {
                try {
                    return action.doInTransaction(status);
                } catch (RuntimeException e) {
                    reason.set(e);
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            var thrown = reason.get();
            throw thrown == null ? e : thrown;
        }
    }
}
