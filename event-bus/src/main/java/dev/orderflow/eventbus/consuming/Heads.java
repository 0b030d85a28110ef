package dev.orderflow.eventbus.consuming;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The heads of parked keys, of all subscriptions, for whoever decides about them by hand. */
public final class Heads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heads.class);
    private static final int SENDERS = 4;
    private static final int MOST_TO_SEND = 1000;

    private final JdbcClient jdbc;
    private final Copies copies;
    private final Clock clock;

    /** More copies than the queue holds are dropped: the sweep sends them. */
    private final ExecutorService senders = new ThreadPoolExecutor(
            SENDERS,
            SENDERS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_TO_SEND),
            Thread.ofPlatform().daemon().name("desk-", 0).factory(),
            new DiscardPolicy());

    Heads(JdbcClient jdbc, Copies copies, Clock clock) {
        this.jdbc = jdbc;
        this.copies = copies;
        this.clock = clock;
    }

    /** Locks a head until the caller's transaction ends; empty when no head has this id. */
    public Optional<LockedHead> lock(long id) {
        return jdbc.sql("""
            select *, failures -> -1 ->> 'error' as error from event_bus.parked where id = ? for update
            """)
                .param(id)
                .query((row, _) -> {
                    var subscription = row.getString("subscription");
                    var keys = new ParkedKeys(jdbc, subscription, row.getString("topic"));
                    var inbox = new Inbox(jdbc, subscription);
                    var now = clock.instant();
                    return new LockedHead(keys.parked(row), row.getString("error"), now, keys, inbox, this);
                })
                .optional();
    }

    /**
     * Sends the copy of a head to its retry topic as soon as its row is committed. If that fails, or the process dies
     * before, the head is found overdue and its copy sent by the sweep.
     */
    void sendAfterCommit(Parked head, @Nullable String error) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                senders.execute(() -> send(head, error));
            }
        });
    }

    private void send(Parked head, @Nullable String error) {
        try {
            if (copies.send(head, error)) {
                new ParkedKeys(jdbc, head.subscription(), head.head().topic()).copied(head);
            }
        } catch (RuntimeException e) {
            log.warn("The copy of {} waits: {}", head.head(), e.toString());
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
