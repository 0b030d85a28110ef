package dev.orderflow.eventbus.consuming;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Limits how many transactions of a service's subscriptions are open at a time: when all of them wait for rows that
 * somebody has locked, there are connections left for everybody else.
 */
final class FewTransactions implements TransactionOperations {

    private final TransactionOperations transaction;
    private final Semaphore permits;

    FewTransactions(TransactionOperations transaction, int most) {
        this.transaction = transaction;
        permits = new Semaphore(most, true);
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        permits.acquireUninterruptibly();
        try {
            return transaction.execute(action);
        } finally {
            permits.release();
        }
    }

    /** How many wait for others to end, about. */
    int waiting() {
        return permits.getQueueLength();
    }
}
