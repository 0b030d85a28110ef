package dev.orderflow.eventbus.publishing;

import java.util.Optional;

/** Reads the event log page by page: behind a full page the next one already while that is on its way to Kafka. */
final class RelayPages {

    private final RelayTable table;
    private final int size;
    private final Runnable beforeReading;
    private Optional<RelayTable.Page> ahead = Optional.empty();

    RelayPages(RelayTable table, int size, Runnable beforeReading) {
        this.table = table;
        this.size = size;
        this.beforeReading = beforeReading;
    }

    /** The page that comes next. */
    RelayTable.Page next(RelayProgress progress) {
        var page = ahead.orElseGet(() -> read(progress));
        ahead = Optional.empty();
        return page;
    }

    /** Reads what comes next if all of a page is relayed; whoever calls this must not go on unless it is. */
    void readAhead(RelayProgress progress, RelayTable.Page page) {
        if (isFull(page)) {
            ahead = Optional.of(read(progress.after(page)));
        }
    }

    /** Whether there may be more already. */
    boolean isFull(RelayTable.Page page) {
        return page.isCut() || page.events().size() >= size;
    }

    private RelayTable.Page read(RelayProgress progress) {
        beforeReading.run();
        return table.read(progress.cursor(), progress.holes(), size);
    }
}
