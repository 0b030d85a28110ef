package dev.orderflow.eventbus.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.TestDatabase;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RelayCallsTest {

    private static final String LISTENING =
            "select count(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'";

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.service());
    private final RelayCalls calls = new RelayCalls(jdbc, database.service());
    private final Semaphore heard = new Semaphore(0);
    private final RelayCalls.Listener listener = calls.listen(heard::release);

    /** What was published before anybody listened was heard by nobody. */
    @BeforeEach
    void aListenerBeginsAsIfItHadBeenCalled() throws InterruptedException {
        assertHeard();
    }

    @AfterEach
    void close() {
        listener.close();
        database.close();
    }

    private void assertHeard() throws InterruptedException {
        assertThat(heard.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aCallIsHeard() throws InterruptedException {
        calls.call();
        assertHeard();
        calls.call();
        assertHeard();
    }

    @Test
    void aListenerWhoseConnectionIsCutListensAgain() throws InterruptedException {
        jdbc.sql(LISTENING.replace("count(pid)", "pg_terminate_backend(pid)"))
                .query()
                .listOfRows();
        assertHeard();
        calls.call();
        assertHeard();
    }

    @Test
    void aClosedListenerListensNoLonger() {
        listener.close();
        await().until(() -> jdbc.sql(LISTENING).query(Long.class).single() == 0);
    }
}
