package dev.orderflow.benchmarks.peers;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Pools;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * gruelbox's transaction-outbox, on its own, as its documentation sets it up. This version has no ordered topics. While
 * it does not relay, it does what it does in a process that dies after the commit: it leaves the entry to a flush.
 */
record Gruelbox(
        HikariDataSource pool,
        KafkaProducer<String, String> kafka,
        TransactionManager transactions,
        TransactionOutbox outbox,
        Relaying relaying,
        Flusher flusher,
        ExecutorService workers)
        implements Outbox {

    private static final int WORKERS = 16;

    /** What is scheduled. */
    public static class Sender {
        private final KafkaProducer<String, String> kafka;
        private final String topic;

        Sender(KafkaProducer<String, String> kafka, String topic) {
            this.kafka = kafka;
            this.topic = topic;
        }

        public void send(String key, String json) {
            new Announcement(key, json).send(kafka, topic);
        }
    }

    static Outbox open(Database database, Topic topic, Peer.Tuning tuning) {
        var tuned = tuning == Peer.Tuning.TUNED;
        var pool = Pools.of(database, tuned ? 32 : 10);
        new JdbcTemplate(pool).execute(ROWS);
        var kafka = Topic.producer(tuned);
        var sender = new Sender(kafka, topic.name());
        var transactions = TransactionManager.fromDataSource(pool);
        var relaying = new Relaying();
        var workers = Executors.newFixedThreadPool(WORKERS);
        var submitter = tuned ? Submitter.withExecutor(workers) : Submitter.withDefaultExecutor();
        var outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(_ -> sender))
                .clockProvider(() -> relaying.allowed.get() ? Clock.systemUTC() : longAgo())
                .submitter((entry, work) -> relaying.whileAllowed(
                        () -> submitter.submit(entry, each -> relaying.whileAllowed(() -> work.accept(each)))))
                .build();
        var flusher = new Flusher(outbox, tuned ? Duration.ofMillis(100) : Duration.ofMinutes(1));
        return new Gruelbox(pool, kafka, transactions, outbox, relaying, flusher, workers);
    }

    /** So that a backlog is due, as it would be some minutes after a crash. */
    private static Clock longAgo() {
        return Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    }

    @Override
    public void write(List<Tick> ticks) {
        transactions.inTransaction(transaction -> {
            for (var tick : ticks) {
                try (var insert = transaction.connection().prepareStatement(INSERT)) {
                    insert.setString(1, tick.key());
                    insert.setLong(2, tick.number());
                    insert.executeUpdate();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                outbox.schedule(Sender.class).send(tick.key(), tick.json());
            }
        });
    }

    @Override
    public void startRelaying() {
        relaying.allowed.set(true);
        flusher.start();
    }

    @Override
    public void close() {
        relaying.end();
        flusher.stop();
        workers.shutdown();
        kafka.close();
        pool.close();
    }

    /** Whether entries are worked on, and how many are just now. */
    private static final class Relaying {
        final AtomicBoolean allowed = new AtomicBoolean();
        private final AtomicInteger busy = new AtomicInteger();

        void whileAllowed(Runnable work) {
            busy.incrementAndGet();
            try {
                if (allowed.get()) {
                    work.run();
                }
            } finally {
                busy.decrementAndGet();
            }
        }

        /** Lets those finish that have begun. */
        void end() {
            allowed.set(false);
            while (busy.get() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** The background worker of the documentation. */
    private static final class Flusher {
        private final Thread thread;

        Flusher(TransactionOutbox outbox, Duration pause) {
            this.thread = new Thread(() -> run(outbox, pause), "flusher");
        }

        private static void run(TransactionOutbox outbox, Duration pause) {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    while (outbox.flush()) {}
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }

        void start() {
            thread.start();
        }

        void stop() {
            thread.interrupt();
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
