package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.OrderflowOutbox.TOPIC;
import static dev.orderflow.benchmarks.report.Unit.CPU_SECONDS_OF_EVENTS;
import static dev.orderflow.benchmarks.report.Unit.DEAD_ROWS;
import static dev.orderflow.benchmarks.report.Unit.EVENTS_PER_SECOND;
import static dev.orderflow.benchmarks.report.Unit.WAL_MEGABYTES;

import dev.orderflow.benchmarks.load.Arrivals;
import dev.orderflow.benchmarks.load.Cost;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Stopwatch;
import dev.orderflow.benchmarks.load.Writers;
import dev.orderflow.benchmarks.report.Measurements;
import java.time.Duration;
import java.util.List;

/**
 * The relay, on an empty log and on a long one: with eight writers, on a backlog, and at a steady rate; each beside what
 * limits it, in the same round.
 */
final class RelayPart implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int[] RATES = {100, 1000};

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public void measure(Size size, Measurements into) {
        TOPIC.recreate();
        int rows = size.of(1_000_000, 5_000);
        try (var shortDatabase = Database.create("relay_short");
                var longDatabase = Database.create("relay_long");
                var onShort = OrderflowOutbox.open(shortDatabase);
                var onLong = OrderflowOutbox.open(longDatabase)) {
            LongLog.fill(longDatabase, rows);
            for (var database : List.of(shortDatabase, longDatabase)) {
                database.withoutAutovacuum("event_bus.event_log");
                database.withoutAutovacuum("placed");
            }
            var suffix = ", log of %,d".formatted(rows);
            if (size == Size.FULL) {
                new Round(size, new Measurements(), onShort, shortDatabase, "", -1)
                        .measure(); // the JVM is slow at first
                new Limits(size, new Measurements(), -1).measure(RATES);
            }
            for (int round = 0; round < size.rounds(); round++) {
                new Round(size, into, onShort, shortDatabase, "", round).measure();
                new Round(size, into, onLong, longDatabase, suffix, round).measure();
                new Limits(size, into, round).measure(RATES);
            }
        }
    }

    /** One round on one log. */
    private record Round(
            Size size, Measurements into, OrderflowOutbox outbox, Database database, String suffix, int number) {

        /** Whoever comes first finds the machine colder: the writers alone and the writers with the relay take turns. */
        void measure() {
            var writers = new Writers(outbox, "round-" + number);
            if (number % 2 == 0) {
                backlog(writers, inserts(writers));
                live(writers);
            } else {
                outbox.startRelaying();
                live(writers);
                outbox.stopRelaying();
                backlog(writers, inserts(writers));
            }
            for (int rate : RATES) {
                latency(rate);
            }
            outbox.stopRelaying();
            into.add("dead rows of the event log", "orderflow" + suffix, DEAD_ROWS, deadRows("event_log"));
            into.add("dead rows of the relay's table", "orderflow" + suffix, DEAD_ROWS, deadRows("relay"));
        }

        /** The limit of the writers: nobody relays. */
        private long inserts(Writers writers) {
            Database.checkpoint();
            long warmUp = writers.writeFor(size.seconds(1, 0.1));
            var before = Cost.now();
            var time = size.seconds(4, 0.3);
            long committed = writers.writeFor(time);
            rate("live", "the same inserts, no relay", committed, seconds(time));
            cost("live", "the same inserts, no relay", committed, Cost.now().since(before));
            return warmUp + committed;
        }

        private void backlog(Writers writers, long committed) {
            long backlog = committed + writers.write(Math.max(0, size.of(50_000, 500) - (int) committed));
            try (var arrivals = Arrivals.on(TOPIC)) {
                var before = Cost.now();
                double cpu = arrivals.cpuSeconds();
                outbox.startRelaying();
                long arrived = arrivals.await(backlog, PATIENCE);
                rate("backlog", "orderflow", arrived, arrivals.secondsSinceFirst());
                cost("backlog", "orderflow", arrived, Cost.now().since(before).without(arrivals.cpuSeconds() - cpu));
            }
        }

        private void live(Writers writers) {
            Database.checkpoint();
            try (var arrivals = Arrivals.on(TOPIC)) {
                long first = writers.writeFor(size.seconds(1, 0.1));
                arrivals.await(first, PATIENCE);
                var before = Cost.now();
                double cpu = arrivals.cpuSeconds();
                long start = System.nanoTime();
                long committed = writers.writeFor(size.seconds(4, 0.3));
                arrivals.await(first + committed, PATIENCE);
                rate("live", "orderflow", committed, (System.nanoTime() - start) / 1e9);
                cost("live", "orderflow", committed, Cost.now().since(before).without(arrivals.cpuSeconds() - cpu));
            }
        }

        private void latency(int rate) {
            var toKafka = new Stopwatch();
            var toConsumer = new Stopwatch();
            Acknowledgements.tell(toKafka::reached);
            try (var _ = Arrivals.on(TOPIC, toConsumer::reached)) {
                var writers = new Writers(outbox, "round-%d-at-%d".formatted(number, rate));
                writers.writeAt(rate, size.seconds(1, 0.1), _ -> {}); // warms up
                writers.writeAt(rate, size.seconds(6, 0.3), tick -> {
                    toKafka.committed(tick);
                    toConsumer.committed(tick);
                });
                var what = "at %,d events/s".formatted(rate);
                into.addLatency("commit to Kafka " + what, "orderflow" + suffix, toKafka.milliseconds(PATIENCE));
                into.addLatency("commit to consumer " + what, "orderflow" + suffix, toConsumer.milliseconds(PATIENCE));
            } finally {
                Acknowledgements.tell(null);
            }
        }

        private void rate(String what, String subject, long events, double seconds) {
            into.add(what, subject + suffix, EVENTS_PER_SECOND, events / seconds);
        }

        private void cost(String what, String subject, long events, Cost cost) {
            double share = 10_000.0 / events;
            into.add(what + ": CPU of this JVM", subject + suffix, CPU_SECONDS_OF_EVENTS, cost.jvmSeconds() * share);
            into.add(
                    what + ": CPU of Postgres",
                    subject + suffix,
                    CPU_SECONDS_OF_EVENTS,
                    cost.postgresSeconds() * share);
            into.add(what + ": WAL", subject + suffix, WAL_MEGABYTES, cost.walBytes() / 1e6 * share);
        }

        private double deadRows(String table) {
            return Double.parseDouble(database.ask("""
                select n_dead_tup from pg_stat_user_tables where schemaname = 'event_bus' and relname = '%s'
                """.formatted(table)));
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
