package dev.orderflow.eventbus.consuming;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets a few transactions begin at a time, so that the many threads of subscriptions with a first step, when all of them
 * wait for a row that somebody has locked, leave connections to everybody else.
 */
record FewTransactions(TransactionOperations transaction, Semaphore permits) implements TransactionOperations {

    /** Half of the connections that a pool has by default. */
    private static final int MOST = 5;

    FewTransactions(TransactionOperations transaction) {
        this(transaction, new Semaphore(MOST, true));
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
}
