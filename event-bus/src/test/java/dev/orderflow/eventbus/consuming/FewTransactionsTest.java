package dev.orderflow.eventbus.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.orderflow.eventbus.TestDatabase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(value = 20, threadMode = SEPARATE_THREAD)
class FewTransactionsTest {

    private final FewTransactions transactions = new FewTransactions(TransactionOperations.withoutTransaction(), 5);
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch locked = new CountDownLatch(1);

    @Test
    void allOthersWaitWhileFiveWait() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8)
                    .forEach(_ -> threads.execute(() -> transactions.execute(_ -> {
                        begun.incrementAndGet();
                        awaitLock();
                        return true;
                    })));
            try {
                await().until(() -> begun.get() + transactions.waiting() == 8);
                assertThat(begun).hasValue(5);
            } finally {
                locked.countDown();
            }
        }
        assertThat(begun).hasValue(8);
    }

    @Test
    void oneThatFailsMakesRoomForAnother() {
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() -> transactions.execute(_ -> {
                        throw new IllegalStateException("broken by the test");
                    }))
                    .hasMessage("broken by the test");
        }
    }

    @Test
    void oneOfAnotherDatabaseIsRefused() {
        var inbox = TestDatabase.create().service();
        var other = TestDatabase.create().service();
        var mistaken = new SameDatabase(new TransactionTemplate(new DataSourceTransactionManager(other)), inbox);
        var right = new SameDatabase(new TransactionTemplate(new DataSourceTransactionManager(inbox)), inbox);

        assertThatThrownBy(() -> mistaken.execute(_ -> true)).isInstanceOf(IllegalStateException.class);
        assertThat(right.<String>execute(_ -> "done")).isEqualTo("done");
    }

    private void awaitLock() {
        try {
            locked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
