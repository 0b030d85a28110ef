package dev.orderflow.eventbus.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far the relay has come: everything up to the cursor is done, but for the holes.
 *
 * <p>A hole is a position that was drawn but not seen: its transaction is still under way, or was rolled back. That
 * transaction had its id before it drew the position, and it drew the position before the visible one above it was
 * drawn. So an id that is assigned after the hole was first seen is a bound: once every transaction below the bound has
 * ended and the position is still not there, it never will be.
 *
 * <p>The snapshot that showed the hole cannot say which transactions to wait for: its upper end is the latest
 * transaction that has <em>ended</em>, and one that is still under way can be above it.
 */
final class RelayProgress {

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final TreeMap<Long, Long> boundByHole = new TreeMap<>();
    private long cursor;

    RelayProgress(RelayTable.Lease lease) {
        cursor = lease.cursor();
        lease.holes().forEach(hole -> boundByHole.put(hole, lease.xid()));
    }

    private RelayProgress(RelayProgress other) {
        cursor = other.cursor;
        boundByHole.putAll(other.boundByHole);
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

    Set<Long> holes() {
        return boundByHole.keySet();
    }

    /**
     * Takes note of a page and of how many of its events, the first ones, have been relayed since. Holes are closed only
     * by a page that is whole and was relayed as a whole: what there was in a hole is not lost sight of.
     *
     * @return which positions are done by that
     */
    List<Long> advance(RelayTable.Page page, int relayed) {
        var done = new ArrayList<Long>(relayed);
        for (var event : page.events().subList(0, relayed)) {
            for (long missing = cursor + 1; missing < event.position(); missing++) {
                boundByHole.put(missing, UNKNOWN);
            }
            boundByHole.remove(event.position());
            cursor = Math.max(cursor, event.position());
            done.add(event.position());
        }
        if (relayed == page.events().size() && !page.isCut()) {
            done.addAll(closeHoles(page.xmin()));
        }
        return done;
    }

    private List<Long> closeHoles(long xmin) {
        var closed = boundByHole.entrySet().stream()
                .filter(hole -> hole.getValue() <= xmin)
                .map(Map.Entry::getKey)
                .toList();
        closed.forEach(boundByHole::remove);
        return closed;
    }

    /** Takes note of a transaction id that was assigned after the last {@link #advance}. */
    void bound(long xid) {
        boundByHole.replaceAll((_, bound) -> bound == UNKNOWN ? xid : bound);
    }
}
