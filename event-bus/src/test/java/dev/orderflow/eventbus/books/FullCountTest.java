package dev.orderflow.eventbus.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.eventbus.Session;
import dev.orderflow.eventbus.TestDatabase;
import dev.orderflow.eventbus.books.Counts.Account;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that overlap, a relay and somebody who carries forward, in an order that is drawn. */
class FullCountTest {

    private static final int STEPS = 300;

    private final DataSource database = TestDatabase.create().service();
    private final SingleConnectionDataSource connection = connect(database);
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(connection));
    private final BookKeeper keeper = BooksTest.keeper(connection);
    private final List<Session> sessions = List.of(new Session(database), new Session(database), new Session(database));
    private final Map<Session, Set<Long>> underWay = new HashMap<>();
    private final Set<Long> undone = new TreeSet<>();
    private int events;

    @AfterEach
    void closeSessions() {
        sessions.forEach(Session::close);
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBooksAreAlwaysWhatAFullCountSays(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            var session = sessions.get(random.nextInt(sessions.size()));
            switch (random.nextInt(8)) {
                case 0, 1 -> publish(session);
                case 2 -> settle(session, random);
                case 3 -> end(session, random.nextInt(3) > 0);
                case 4 -> relay(random);
                case 5 -> carryForwardAndFail();
                default -> keeper.carryForward();
            }
            assertThat(keeper.read()).as("seed %d, step %d", seed, i).isEqualTo(fullCount());
        }
    }

    private void publish(Session session) {
        long position = session.append("ada", ++events);
        underWay.computeIfAbsent(session, _ -> new TreeSet<>()).add(position);
        undone.add(position);
    }

    private void settle(Session session, Random random) {
        session.settle("event " + ++events, random.nextBoolean() ? "handled" : "skipped");
    }

    private void end(Session session, boolean well) {
        if (well) {
            session.commit();
        } else {
            session.rollback();
        }
        underWay.remove(session);
    }

    /** What is committed or rolled back may be done, in any order. */
    private void relay(Random random) {
        var events = Set.copyOf(jdbc.sql("select position from event_bus.event_log")
                .query(Long.class)
                .list());
        var done = undone.stream()
                .filter(position -> underWay.values().stream().noneMatch(drawn -> drawn.contains(position)))
                .filter(_ -> random.nextInt(4) > 0)
                .toList();
        jdbc.sql("""
            with saved as (
                update event_bus.relay
                   set done = done + (select coalesce(range_agg(int8range(p, p, '[]')), '{}') from unnest(:done) as p)
            )
            insert into event_bus.expired_before_relay select unnest(:expired)
            """)
                .param("done", done.toArray(Long[]::new))
                .param(
                        "expired",
                        done.stream()
                                .filter(events::contains)
                                .filter(_ -> random.nextInt(4) == 0)
                                .toArray(Long[]::new))
                .update();
        undone.removeAll(done);
    }

    /** One for all steps: a new one for each would take most of the time. */
    private static SingleConnectionDataSource connect(DataSource database) {
        try {
            return new SingleConnectionDataSource(database.getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void carryForwardAndFail() {
        transaction.executeWithoutResult(status -> {
            keeper.carryForward();
            status.setRollbackOnly();
        });
    }

    private Books fullCount() {
        var counts = new Counts(List.of(new Account("teller", "accounts")));
        jdbc.sql("""
            select '', topic, 'published', count(*) from event_bus.event_log group by topic
             union all
            select '', topic,
                   case when expired.position is not null then 'expired'
                        when done @> position then 'relayed'
                        else 'waiting' end as place,
                   count(*)
              from event_bus.event_log
              left join event_bus.expired_before_relay as expired using (position)
             cross join event_bus.relay
             group by topic, place
             union all
            select subscription, topic, settled, count(*) from event_bus.inbox group by subscription, topic, settled
            """).query(row -> {
            counts.add(new Account(row.getString(1), row.getString(2)), row.getString(3), row.getLong(4));
        });
        return counts.books();
    }
}
