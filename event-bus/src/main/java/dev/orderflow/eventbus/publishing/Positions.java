package dev.orderflow.eventbus.publishing;

import java.util.List;

/** Positions that follow each other, from the first to the last: a transaction may have drawn millions, and be rolled back. */
record Positions(long first, long last) {

    static Positions of(long position) {
        return new Positions(position, position);
    }

    static Long[] firsts(List<Positions> all) {
        return all.stream().map(Positions::first).toArray(Long[]::new);
    }

    static Long[] lasts(List<Positions> all) {
        return all.stream().map(Positions::last).toArray(Long[]::new);
    }

    /** Adds a position to others, the latest of which it may follow. */
    static void add(List<Positions> all, long position) {
        if (!all.isEmpty() && all.getLast().last() == position - 1) {
            all.set(all.size() - 1, new Positions(all.getLast().first(), position));
        } else {
            all.add(of(position));
        }
    }
}
