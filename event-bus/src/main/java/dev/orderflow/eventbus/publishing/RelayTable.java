package dev.orderflow.eventbus.publishing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the relay asks of Postgres, on one thread. Every method is one statement in a transaction of its own. */
final class RelayTable {

    /** A page ends with the event that passes this size, so that few large events do not fill the memory. */
    private static final int PAGE_BYTES = 8 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final String holder;
    private final Duration lease;

    /** As this instance has last saved it. If it is another one, the database has lost that, as in a crash. */
    private Instant leasedUntil = Instant.EPOCH;

    RelayTable(JdbcClient jdbc, String holder, Duration lease) {
        this.jdbc = jdbc;
        this.holder = holder;
        this.lease = lease;
    }

    /**
     * The right to relay, until another instance takes it.
     *
     * @param cursor the highest position done
     * @param holes  the positions below the cursor that are not done
     * @param xid    assigned later than that of every transaction that can still fill a hole
     */
    record Lease(long epoch, long cursor, List<Positions> holes, long xid) {}

    /**
     * What one statement saw in the event log.
     *
     * @param xmin   every transaction with a lower id had ended
     * @param events in order of position
     * @param isCut  whether there may be more, also in the holes, that would have made it too large
     */
    record Page(long xmin, List<LoggedEvent> events, boolean isCut) {}

    /** Takes the lease if nobody holds it. */
    Optional<Lease> acquire() {
        return jdbc.sql("""
            with acquired as (
                update event_bus.relay
                   set epoch = epoch + 1, holder = :holder, leased_until = clock_timestamp() + :lease * interval '1 ms'
                 where leased_until < clock_timestamp()
                returning epoch, leased_until, done, pg_current_xact_id()::text::bigint as xid
            )
            select epoch, leased_until, xid, coalesce(upper(done) - 1, 0) as cursor,
                   lower(hole) as first, upper(hole) - 1 as last
              from acquired
              left join unnest(int8multirange(int8range(1, upper(done))) - done) as hole on not isempty(done)
            """)
                .param("holder", holder)
                .param("lease", lease.toMillis())
                .query(this::lease);
    }

    private Optional<Lease> lease(ResultSet rows) throws SQLException {
        var holes = new ArrayList<Positions>();
        Lease acquired = null;
        while (rows.next()) {
            if (rows.getObject("first") != null) {
                holes.add(new Positions(rows.getLong("first"), rows.getLong("last")));
            }
            leasedUntil = rows.getTimestamp("leased_until").toInstant();
            acquired = new Lease(rows.getLong("epoch"), rows.getLong("cursor"), holes, rows.getLong("xid"));
        }
        return Optional.ofNullable(acquired);
    }

    /** Lets another instance take over at once. */
    void release(long epoch) {
        jdbc.sql("update event_bus.relay set leased_until = '-infinity' where epoch = ?")
                .param(epoch)
                .update();
    }

    /** Reads what has appeared in the holes and above the cursor: so many events at most, the lowest positions first. */
    Page read(long cursor, List<Positions> holes, int limit) {
        var events = new ArrayList<LoggedEvent>(limit);
        // a plan that knows the parameters seems so good that, for a long log, it is made anew at every look
        long xmin = jdbc.sql("""
            with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin)
            select *
              from snapshot
              left join (
                   select *, sum(octet_length(value)) over (order by position) - octet_length(value) as bytes_before
                     from ((select found.*
                              from unnest((select :firsts), (select :lasts)) as hole (first, last)
                             cross join lateral (
                                   select * from event_bus.event_log where position between first and last
                                    order by position limit (select :limit)) as found
                             order by position limit (select :limit))
                           union all
                           (select * from event_bus.event_log where position > (select :cursor)
                             order by position limit (select :limit))
                            order by position limit (select :limit)) as seen
              ) as page on bytes_before < :bytes
             order by position
            """)
                .param("firsts", Positions.firsts(holes))
                .param("lasts", Positions.lasts(holes))
                .param("cursor", cursor)
                .param("limit", limit)
                .param("bytes", PAGE_BYTES)
                .query(rows -> {
                    long seen = 0;
                    while (rows.next()) {
                        seen = rows.getLong("xmin");
                        if (rows.getObject("position") != null) {
                            events.add(event(rows));
                        }
                    }
                    return seen;
                });
        long bytes = events.stream().mapToLong(event -> event.value().length).sum();
        boolean endsInTheHoles = events.size() == limit && events.getLast().position() <= cursor;
        return new Page(xmin, events, bytes >= PAGE_BYTES || endsInTheHoles);
    }

    /**
     * Records positions as done and renews the lease. Losing this write to a crash of the database only repeats
     * events, so it does not wait for the disk.
     *
     * @param expired those of the positions that were not sent, because their time to live was over
     * @return a transaction id assigned now; empty when another instance has taken over, or the database has lost what was
     *         saved before
     */
    Optional<Long> save(long epoch, List<Positions> positions, List<Long> expired) {
        return jdbc.sql("""
            with saved as (
                update event_bus.relay
                   set done = done + (select coalesce(range_agg(int8range(first, last, '[]')), '{}')
                                        from unnest(:firsts, :lasts) as positions (first, last)),
                       leased_until = clock_timestamp() + :lease * interval '1 ms'
                 where epoch = :epoch and leased_until = :leasedUntil
                returning leased_until, pg_current_xact_id()::text::bigint as xid, set_config('synchronous_commit', 'off', true)
            ), recorded as (
                insert into event_bus.expired_before_relay (position)
                select p from saved, unnest(:expired) as p
                on conflict do nothing
            )
            select xid, leased_until from saved
            """)
                .param("firsts", Positions.firsts(positions))
                .param("lasts", Positions.lasts(positions))
                .param("expired", expired.toArray(Long[]::new))
                .param("lease", lease.toMillis())
                .param("epoch", epoch)
                .param("leasedUntil", Timestamp.from(leasedUntil))
                .query((row, _) -> {
                    leasedUntil = row.getTimestamp("leased_until").toInstant();
                    return row.getLong("xid");
                })
                .optional();
    }

    static LoggedEvent event(ResultSet row) throws SQLException {
        return new LoggedEvent(
                row.getLong("position"),
                row.getString("topic"),
                row.getString("key"),
                row.getLong("version"),
                row.getString("type"),
                row.getString("event_id"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("expires_at")),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("traceparent"),
                row.getBytes("value"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
