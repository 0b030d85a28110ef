package dev.orderflow.eventbus.books;

import dev.orderflow.eventbus.books.Counts.Account;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts this service's events where they are. What can no longer change is counted once and carried forward: the event
 * log below the first position that is not done, and the inbox's rows of transactions that are older than all that are
 * under way.
 */
final class BookKeeper {

    /** Counts a part of the event log and of the inbox. The planner takes a range with two ends for a small one. */
    private static final String COUNTED = """
        logged as (
            select topic,
                   count(*) as published,
                   count(*) filter (where done @> event.position and expired.position is null) as relayed,
                   count(expired.position) as expired,
                   count(*) filter (where not done @> event.position) as waiting
              from event_bus.event_log as event
              left join event_bus.expired_before_relay as expired
                     on expired.position = event.position and expired.position >= (select first_position from part)
             cross join event_bus.relay
             where event.position >= (select first_position from part)
               and event.position < (select end_position from part)
             group by topic
        ), counted as (
            select '' as subscription, topic, place, count
              from logged,
                   lateral (values ('published', published), ('relayed', relayed), ('expired', expired),
                                   ('waiting', waiting)) as each (place, count)
             where count > 0
             union all
            select subscription, topic, settled, count(*)
              from event_bus.inbox
             where xid >= (select first_xid from part) and xid < (select end_xid from part)
             group by subscription, topic, settled
        )
        """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<Account> subscriptions;

    /** @param subscriptions those that are in the books though nothing has arrived yet */
    BookKeeper(JdbcClient jdbc, TransactionTemplate transaction, List<Account> subscriptions) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.subscriptions = subscriptions;
    }

    /**
     * Reads the books: one statement, so that no event is seen on its way from one place to the next, nor from what is
     * counted now to what is carried forward. The other tables are small unless much is wrong.
     */
    Books read() {
        var counts = new Counts(subscriptions);
        jdbc.sql("""
            with part as materialized (
                select position as first_position, 9223372036854775807 as end_position,
                       xid as first_xid, 9223372036854775807 as end_xid
                  from event_bus.books_bound
            ),
            """ + COUNTED + """
            , unsettled as (
                select subscription, topic, key, event_id, state as place from event_bus.parked
                 union all
                select subscription, topic, key, event_id, 'waiting' from event_bus.waiting
            ), found as (
                select subscription, topic, event_id, count(*) + (select count(*) from event_bus.inbox
                                                                   where inbox.subscription = unsettled.subscription
                                                                     and inbox.key = unsettled.key
                                                                     and inbox.event_id = unsettled.event_id) as places
                  from unsettled
                 group by subscription, topic, key, event_id
            )
            select subscription, topic, place, count from event_bus.carried_forward
             union all
            select subscription, topic, place, count from counted
             union all
            select subscription, topic, place, count(*) from unsettled group by subscription, topic, place
             union all
            select subscription, topic, 'found again', sum(places - 1)::bigint from found group by subscription, topic
             union all
            select subscription, topic, 'unreadable', count(*) from event_bus.unreadable group by subscription, topic
            """).query(row -> {
            counts.add(
                    new Account(row.getString("subscription"), row.getString("topic")),
                    row.getString("place"),
                    row.getLong("count"));
        });
        return counts.books();
    }

    /**
     * Carries forward what can no longer change, unless another instance is at it. What a crash of the database loses
     * of this is counted again, so it does not wait for the disk.
     */
    void carryForward() {
        transaction.executeWithoutResult(_ -> {
            if (lockBound()) {
                startAgainInAnotherCluster();
                advanceBound();
            }
        });
    }

    /** A statement of its own, so that those behind it see what the last one who had the lock has left. */
    private boolean lockBound() {
        return jdbc.sql("""
            select set_config('synchronous_commit', 'off', true) from event_bus.books_bound for update skip locked
            """).query((row, _) -> row.getString(1)).optional().isPresent();
    }

    /** Where a dump was restored, transaction ids may be lower, and rows may still come below the bound. */
    private void startAgainInAnotherCluster() {
        jdbc.sql("""
            with restored as (
                update event_bus.books_bound set xid = 0
                 where xid > pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                returning 1
            )
            delete from event_bus.carried_forward where subscription <> '' and exists (select from restored)
            """).update();
    }

    private void advanceBound() {
        jdbc.sql("""
            with part as materialized (
                select position as first_position,
                       coalesce((select upper(prefix) from unnest(done) as prefix where prefix @> 1::bigint),
                                position) as end_position,
                       xid as first_xid, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as end_xid
                  from event_bus.books_bound cross join event_bus.relay
            ),
            """ + COUNTED + """
            , carried as (
                insert into event_bus.carried_forward
                select subscription, topic, place, count from counted
                on conflict (subscription, topic, place)
                do update set count = carried_forward.count + excluded.count
            )
            update event_bus.books_bound set position = end_position, xid = end_xid from part
            """).update();
    }
}
