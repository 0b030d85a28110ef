package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.EVENTS_PER_SECOND;

import dev.orderflow.benchmarks.load.Arrivals;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.DirectSend;
import dev.orderflow.benchmarks.load.Stopwatch;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import dev.orderflow.benchmarks.load.Writers;
import dev.orderflow.benchmarks.report.Measurements;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What no relay can beat: a producer with nothing before it, and an event sent by who has committed it. */
record Limits(Size size, Measurements into, int round) {

    private static final Topic TOPIC = new Topic("limits");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void measure(int... rates) {
        TOPIC.create();
        producer();
        for (int rate : rates) {
            commitSendPoll(rate);
        }
    }

    private void producer() {
        int count = size.of(50_000, 500);
        try (var producer = Topic.producer(true);
                var arrivals = Arrivals.on(TOPIC)) {
            for (int i = 0; i < count; i++) {
                var tick = new Tick("producer-%d-%d".formatted(round, i % 1000), i / 1000 + 1);
                var _ = producer.send(new ProducerRecord<>(TOPIC.name(), tick.key(), tick.json()));
            }
            arrivals.await(count, PATIENCE);
            into.add("backlog", "a bare producer", EVENTS_PER_SECOND, count / arrivals.secondsSinceFirst());
        }
    }

    private void commitSendPoll(int rate) {
        var toKafka = new Stopwatch();
        var toConsumer = new Stopwatch();
        try (var database = Database.create("limits");
                var outbox = DirectSend.open(database, TOPIC, toKafka, toConsumer);
                var _ = Arrivals.on(TOPIC, toConsumer::reached)) {
            var writers = new Writers(outbox, "direct-%d-%d".formatted(round, rate));
            writers.writeAt(rate, size.seconds(1, 0.1), _ -> {}); // warms up
            toKafka.forget();
            toConsumer.forget();
            writers.writeAt(rate, size.seconds(6, 0.3), _ -> {});
            var what = "at %,d events/s".formatted(rate);
            into.addLatency("commit to Kafka " + what, "bare commit, send, poll", toKafka.milliseconds(PATIENCE));
            into.addLatency("commit to consumer " + what, "bare commit, send, poll", toConsumer.milliseconds(PATIENCE));
        }
    }
}
