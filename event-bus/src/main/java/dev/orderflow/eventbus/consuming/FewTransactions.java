package dev.orderflow.eventbus.consuming;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions of which few are open at a time, so that the many threads of a service's subscriptions, when all of them
 * wait for rows that somebody has locked, leave connections to everybody else.
 */
final class FewTransactions implements TransactionOperations {

    /** Half of the connections that a pool has by default. */
    static final int MOST = 5;

    private final TransactionOperations transaction;
    private final Semaphore permits = new Semaphore(MOST, true);

    FewTransactions(TransactionOperations transaction) {
        this.transaction = transaction;
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
