package dev.orderflow.eventbus.consuming;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Refuses transactions of another database than the inbox's: they would not be undone together with what the inbox says. */
record SameDatabase(TransactionOperations transaction, DataSource inbox) implements TransactionOperations {

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        return transaction.execute(status -> {
            if (!TransactionSynchronizationManager.hasResource(inbox)) {
                throw new IllegalStateException("The transaction manager is not that of the event bus's database");
            }
            return action.doInTransaction(status);
        });
    }
}
