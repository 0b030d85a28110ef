package dev.orderflow.order;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Ids of orders to look at, each once however often it is added, the oldest first. */
final class ToLookAt {

    private static final int MOST_AT_ONCE = 500;

    private final Set<String> ids = new LinkedHashSet<>();

    synchronized void add(String id) {
        if (ids.add(id)) {
            notifyAll();
        }
    }

    /** Waits for some ids, and takes them. */
    synchronized List<String> take() throws InterruptedException {
        while (ids.isEmpty()) {
            wait();
        }
        var some = ids.stream().limit(MOST_AT_ONCE).toList();
        some.forEach(ids::remove);
        return some;
    }
}
