package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.EVENTS_PER_SECOND;
import static dev.orderflow.benchmarks.report.Unit.OUT_OF_ORDER;

import dev.orderflow.benchmarks.load.Arrivals;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import dev.orderflow.benchmarks.load.Writers;
import dev.orderflow.benchmarks.peers.Peer;
import dev.orderflow.benchmarks.report.Measurements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Orderflow beside its peers: one after the other, each in a fresh database of its own, with the same rows and keys. */
record PeersPart(String name, Peer.Tuning tuning) implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Enough for some seconds of those who are fast, and of those who are not. */
    private static final int LARGE_BACKLOG = 50_000;

    private static final int SMALL_BACKLOG = 20_000;

    /** Who is measured: a name, a place for its events, a backlog that lasts some seconds, and how it is opened. */
    private record Subject(String name, Topic topic, int backlog, Function<Database, Outbox> way) {}

    @Override
    public void measure(Size size, Measurements into) {
        Database.allowLogicalReplication(); // for all of them, though only one needs it
        if (size == Size.FULL) {
            measureAll(size, new Measurements()); // all share this JVM, which is slow at first
        }
        for (int round = 0; round < size.rounds(); round++) {
            measureAll(size, into);
        }
    }

    private void measureAll(Size size, Measurements into) {
        inserts(size, into);
        for (var subject : subjects()) {
            subject.topic().recreate();
            attempt(subject, into, () -> live(subject, size, into));
            attempt(subject, into, () -> backlog(subject, size, into));
        }
    }

    private List<Subject> subjects() {
        var subjects = new ArrayList<Subject>();
        subjects.add(new Subject("orderflow", OrderflowOutbox.TOPIC, LARGE_BACKLOG, OrderflowOutbox::open));
        for (var peer : Peer.all(tuning)) {
            var topic = new Topic("peers");
            int backlog = peer.readsTheDatabasesLog() ? LARGE_BACKLOG : SMALL_BACKLOG;
            subjects.add(new Subject(peer.name(), topic, backlog, database -> peer.open(database, topic)));
        }
        return subjects;
    }

    private static void attempt(Subject subject, Measurements into, Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException e) {
            into.failed(subject.name(), e);
        }
    }

    /** The limit of the writers: orderflow's, and nobody relays. */
    private static void inserts(Size size, Measurements into) {
        try (var database = Database.create("inserts");
                var outbox = OrderflowOutbox.open(database)) {
            var writers = new Writers(outbox, "inserts");
            writers.writeFor(size.seconds(1, 0.2));
            var time = size.seconds(3, 0.5);
            double committed = writers.writeFor(time);
            into.add("live, committed", "nobody relays", EVENTS_PER_SECOND, committed / (time.toMillis() / 1e3));
        }
    }

    /** Eight writers and the relay at the same time; what counts is what arrives while they write. */
    private void live(Subject subject, Size size, Measurements into) {
        try (var database = Database.create("live");
                var outbox = subject.way().apply(database);
                var arrivals = Arrivals.on(subject.topic())) {
            var writers = new Writers(outbox, "live");
            outbox.startRelaying();
            outbox.write(List.of(new Tick("first", 1)));
            require(arrivals.await(1, PATIENCE) > 0);
            writers.writeFor(size.seconds(1, 0.2));
            long before = arrivals.count();
            long start = System.nanoTime();
            long committed = writers.writeFor(size.seconds(3, 0.5));
            arrivals.await(before + 1, PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            into.add("live, arrived", subject.name(), EVENTS_PER_SECOND, (arrivals.count() - before) / seconds);
            into.add("live, committed", subject.name(), EVENTS_PER_SECOND, committed / seconds);
            into.add("live, out of order per 10,000", subject.name(), OUT_OF_ORDER, outOfOrder(arrivals));
        }
    }

    /** What was written while nobody relayed; from the first arrival to the last, or until the time is over. */
    private void backlog(Subject subject, Size size, Measurements into) {
        try (var database = Database.create("backlog_of_peer");
                var outbox = subject.way().apply(database);
                var arrivals = Arrivals.on(subject.topic())) {
            long backlog = new Writers(outbox, "backlog").write(size.of(subject.backlog(), 800));
            Database.checkpoint();
            outbox.startRelaying();
            require(arrivals.await(1, PATIENCE) > 0);
            long arrived = arrivals.await(backlog, size.seconds(4, 1));
            into.add("backlog", subject.name(), EVENTS_PER_SECOND, arrived / arrivals.secondsSinceFirst());
            into.add("backlog, out of order per 10,000", subject.name(), OUT_OF_ORDER, outOfOrder(arrivals));
        }
    }

    private static double outOfOrder(Arrivals arrivals) {
        return 10_000.0 * arrivals.outOfOrder() / arrivals.count();
    }

    private static void require(boolean arrived) {
        if (!arrived) {
            throw new IllegalStateException("Nothing arrived in " + PATIENCE);
        }
    }
}
