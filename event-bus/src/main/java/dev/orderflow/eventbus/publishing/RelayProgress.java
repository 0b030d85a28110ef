package dev.orderflow.eventbus.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the relay has come: everything up to the cursor is done, but for the holes.
 *
 * <p>A hole is a position, or some in a row, that was drawn but not seen: its transaction is still under way, or was
 * rolled back. That transaction had its id before it drew the position, and it drew the position before the visible one
 * above it was drawn. So an id that is assigned after the hole was first seen is a bound: once every transaction below the bound has
 * ended and the position is still not there, it never will be.
 *
 * <p>The snapshot that showed the hole cannot say which transactions to wait for: its upper end is the latest
 * transaction that has <em>ended</em>, and one that is still under way can be above it.
 */
final class RelayProgress {

    private static final long UNKNOWN = Long.MAX_VALUE;

    /** By the first position of each. */
    private final TreeMap<Long, Hole> holes = new TreeMap<>();

    private long cursor;

    /** @param bound assigned later than the ids of the transactions that can still fill it */
    private record Hole(long last, long bound) {}

    RelayProgress(RelayTable.Lease lease) {
        cursor = lease.cursor();
        lease.holes().forEach(hole -> holes.put(hole.first(), new Hole(hole.last(), lease.xid())));
    }

    private RelayProgress(RelayProgress other) {
        cursor = other.cursor;
        holes.putAll(other.holes);
    }

    /** What this will be when all of a page is relayed. */
    RelayProgress after(RelayTable.Page page) {
        var after = new RelayProgress(this);
        after.advance(page, page.events().size());
        return after;
    }

    long cursor() {
        return cursor;
    }

    List<Positions> holes() {
        return holes.entrySet().stream().map(RelayProgress::positions).toList();
    }

    private static Positions positions(Map.Entry<Long, Hole> hole) {
        return new Positions(hole.getKey(), hole.getValue().last());
    }

    /**
     * Takes note of a page and of how many of its events, the first ones, have been relayed since. Holes are closed only
     * by a page that is whole and was relayed as a whole: what there was in a hole is not lost sight of.
     *
     * @return which positions are done by that
     */
    List<Positions> advance(RelayTable.Page page, int relayed) {
        var done = new ArrayList<Positions>();
        for (var event : page.events().subList(0, relayed)) {
            if (event.position() > cursor) {
                pass(cursor + 1, event.position() - 1, UNKNOWN);
                cursor = event.position();
            } else {
                fill(event.position());
            }
            Positions.add(done, event.position());
        }
        if (relayed == page.events().size() && !page.isCut()) {
            done.addAll(closeHoles(page.xmin()));
        }
        return done;
    }

    private void pass(long first, long last, long bound) {
        if (first <= last) {
            holes.put(first, new Hole(last, bound));
        }
    }

    private void fill(long position) {
        var entry = holes.floorEntry(position);
        if (entry != null && position <= entry.getValue().last()) {
            var hole = entry.getValue();
            holes.remove(entry.getKey());
            pass(entry.getKey(), position - 1, hole.bound());
            pass(position + 1, hole.last(), hole.bound());
        }
    }

    private List<Positions> closeHoles(long xmin) {
        var closed = holes.entrySet().stream()
                .filter(hole -> hole.getValue().bound() <= xmin)
                .map(RelayProgress::positions)
                .toList();
        closed.forEach(hole -> holes.remove(hole.first()));
        return closed;
    }

    /** Takes note of a transaction id that was assigned after the last {@link #advance}. */
    void bound(long xid) {
        holes.replaceAll((_, hole) -> hole.bound() == UNKNOWN ? new Hole(hole.last(), xid) : hole);
    }
}
