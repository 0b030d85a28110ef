package dev.orderflow.eventbus.publishing;

import java.time.Instant;
import java.util.List;

/** A page of the event log at an instant: what is to be sent of it, and what is done without, as its time to live is over. */
record Due(RelayTable.Page page, Instant now, List<LoggedEvent> alive) {

    static Due of(RelayTable.Page page, Instant now) {
        return new Due(
                page,
                now,
                page.events().stream().filter(event -> !event.isExpired(now)).toList());
    }

    /** What of the page is done when so many of those that live are sent: all before the next one. */
    List<LoggedEvent> reached(int sent) {
        return sent == alive.size()
                ? page.events()
                : page.events().subList(0, page.events().indexOf(alive.get(sent)));
    }

    /** The positions among those that were done without being sent. */
    List<Long> expired(int sent) {
        return reached(sent).stream()
                .filter(event -> event.isExpired(now))
                .map(LoggedEvent::position)
                .toList();
    }
}
