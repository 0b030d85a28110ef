package dev.orderflow.eventbus.books;

import dev.orderflow.eventbus.books.Books.Published;
import dev.orderflow.eventbus.books.Books.Received;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The books as gauges. They are carried forward and read in the background, so reading the gauges costs nothing, and as
 * seldom as it takes to spend at most a twentieth of the time on it: events that wait for the relay are counted each
 * time, and all of them while Kafka is away.
 */
final class BooksMetrics implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BooksMetrics.class);
    private static final Duration AT_LEAST = Duration.ofSeconds(10);
    private static final int PAUSES = 20;

    private final BookKeeper keeper;
    private final MultiGauge published;
    private final MultiGauge received;
    private final MultiGauge unreadable;
    private volatile boolean isBalanced = true;
    private volatile Thread thread = new Thread(() -> {});

    BooksMetrics(BookKeeper keeper, MeterRegistry registry) {
        this.keeper = keeper;
        published = MultiGauge.builder("event.bus.published")
                .description("Events in the event log, by topic and by where they are")
                .register(registry);
        received = MultiGauge.builder("event.bus.received")
                .description("Events that arrived, by subscription and topic and by where they are")
                .register(registry);
        unreadable = MultiGauge.builder("event.bus.unreadable")
                .description("Records that hold no event")
                .register(registry);
        registry.gauge("event.bus.balanced", this, metrics -> metrics.isBalanced ? 1 : 0);
    }

    void refresh() {
        keeper.carryForward();
        var books = keeper.read();
        published.register(
                books.published().stream().flatMap(BooksMetrics::rows).toList(), true);
        received.register(books.received().stream().flatMap(BooksMetrics::rows).toList(), true);
        unreadable.register(
                books.received().stream()
                        .map(each -> Row.of(tags(each), each.unreadable()))
                        .toList(),
                true);
        if (isBalanced && !books.areBalanced()) {
            log.error("The books do not balance: {}", books);
        }
        isBalanced = books.areBalanced();
    }

    private static Stream<Row<Number>> rows(Published each) {
        var tags = Tags.of("topic", each.topic());
        return Stream.of(
                row(tags, "relayed", each.relayed()),
                row(tags, "expired", each.expired()),
                row(tags, "waiting", each.waiting()));
    }

    private static Stream<Row<Number>> rows(Received each) {
        var tags = tags(each);
        return Stream.of(
                row(tags, "handled", each.handled()),
                row(tags, "skipped", each.skipped()),
                row(tags, "expired", each.expired()),
                row(tags, "discarded", each.discarded()),
                row(tags, "dead", each.dead()),
                row(tags, "retrying", each.retrying()),
                row(tags, "waiting", each.waiting()));
    }

    private static Tags tags(Received each) {
        return Tags.of("subscription", each.subscription(), "topic", each.topic());
    }

    private static Row<Number> row(Tags tags, String place, long count) {
        return Row.of(tags.and("place", place), count);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long begin = System.nanoTime();
                refreshIfPossible();
                var pause = Duration.ofNanos(System.nanoTime() - begin).multipliedBy(PAUSES);
                Thread.sleep(pause.compareTo(AT_LEAST) > 0 ? pause : AT_LEAST);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void refreshIfPossible() {
        try {
            refresh();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The books cannot be read: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("books").start(this::run);
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive() && !thread.isInterrupted();
    }
}
