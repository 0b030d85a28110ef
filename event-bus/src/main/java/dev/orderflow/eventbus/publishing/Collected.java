package dev.orderflow.eventbus.publishing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The events that one transaction has published and that are not written yet. It keeps away from what is not that
 * transaction: another one meanwhile, or the part of it that is rolled back to a savepoint.
 */
final class Collected implements TransactionSynchronization {

    private final List<LogRow> rows = new ArrayList<>();
    private final Map<Object, Integer> sizesAtSavepoints = new HashMap<>();
    private boolean ended;

    private Collected() {}

    /** Those of the transaction that is under way, if it collects. */
    static Optional<Collected> current() {
        return Optional.ofNullable((Collected) TransactionSynchronizationManager.getResource(Collected.class));
    }

    static Collected begin() {
        var collected = new Collected();
        TransactionSynchronizationManager.registerSynchronization(collected);
        collected.resume();
        return collected;
    }

    void add(LogRow row) {
        rows.add(row);
    }

    List<LogRow> end() {
        ended = true;
        suspend();
        return rows;
    }

    @Override
    public void savepoint(Object savepoint) {
        sizesAtSavepoints.put(savepoint, rows.size());
    }

    @Override
    public void savepointRollback(Object savepoint) {
        rows.subList(sizesAtSavepoints.getOrDefault(savepoint, 0), rows.size()).clear();
    }

    @Override
    public void resume() {
        if (!ended) {
            TransactionSynchronizationManager.bindResource(Collected.class, this);
        }
    }

    @Override
    public void suspend() {
        TransactionSynchronizationManager.unbindResourceIfPossible(Collected.class);
    }

    @Override
    public void afterCompletion(int status) {
        suspend();
    }
}
