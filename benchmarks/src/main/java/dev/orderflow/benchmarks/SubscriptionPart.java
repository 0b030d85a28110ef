package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.EVENTS_PER_SECOND;

import dev.orderflow.benchmarks.BenchmarkService.Count;
import dev.orderflow.benchmarks.BenchmarkService.Instance;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.report.Measurements;
import java.time.Duration;
import java.util.List;

/**
 * How fast a subscription works off a backlog when its handler updates a row and publishes an event, beside what people
 * write themselves; with handlers that call nobody, and with those that wait 20 ms for somebody else.
 */
final class SubscriptionPart implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONSUMERS_THAT_WAIT = 3;

    /** Who is measured. */
    private record Listener(String name, String subject, boolean mayWait) {}

    private static final List<Listener> LISTENERS = List.of(
            new Listener("orderflow", "orderflow", true),
            new Listener("bare", "bare listener, the same SQL", true),
            new Listener("batch", "bare batch listener, the same SQL", false),
            new Listener("retryable", "@RetryableTopic, deduplicating", true));

    @Override
    public String name() {
        return "subscription";
    }

    @Override
    public void measure(Size size, Measurements into) {
        OrderflowOutbox.TOPIC.recreate();
        int backlog = size.of(50_000, 4_000);
        try (var publisher = Instance.start("backlog")) {
            publisher.publish(0, backlog);
            publisher.awaitRelayed();
        }
        for (int round = 0; round < size.rounds(); round++) {
            for (var listener : LISTENERS) {
                measure(listener, 0, backlog, size, round, into);
                if (listener.mayWait()) {
                    measure(listener, 20, backlog, size, round, into);
                }
            }
        }
    }

    private void measure(Listener listener, int remoteTime, int events, Size size, int round, Measurements into) {
        var name = "%s_%d_%d".formatted(listener.name(), remoteTime, round);
        try (var database = new Database(name);
                var instance = start(database, listener, remoteTime)) {
            var begin = remoteTime == 0 ? firstHandled(instance) : allConsume(instance, database.name());
            into.add(
                    "events/s handled, %d ms of remote time".formatted(remoteTime),
                    listener.subject(),
                    EVENTS_PER_SECOND,
                    eventsPerSecond(instance, begin, events, size.seconds(5, 0.5)));
        } catch (RuntimeException e) {
            into.failed(listener.subject(), e);
        }
    }

    /** Where they wait for others, with three consumers that poll eight records, as orderflow's subscription has them. */
    private static Instance start(Database database, Listener listener, int remoteTime) {
        return Instance.start(
                database.name(),
                "listener=" + listener.name(),
                "remote-time=" + remoteTime,
                "consumers=" + (remoteTime == 0 ? 1 : CONSUMERS_THAT_WAIT),
                "spring.kafka.consumer.max-poll-records=" + (remoteTime == 0 ? 500 : 8),
                "event-bus.relay.enabled=false",
                "spring.kafka.consumer.auto-offset-reset=earliest",
                "spring.kafka.listener.immediate-stop=true", // or it ends after all that was polled, 20 ms each
                "spring.kafka.producer.key-serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
                "spring.kafka.producer.value-serializer=org.apache.kafka.common.serialization.ByteArraySerializer",
                "spring.kafka.consumer.key-deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer",
                "spring.kafka.consumer.value-deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer");
    }

    /** From when a rate counts, and how many had been handled then. */
    private record Begin(long nanos, long handled) {}

    private static Begin firstHandled(Instance instance) {
        if (await(instance, 1, PATIENCE) == 0) {
            throw new IllegalStateException("Nothing was handled in " + PATIENCE);
        }
        return new Begin(instance.context().getBean(Count.class).firstAt().get(), 0);
    }

    /** The first consumer has all partitions until its next heartbeat, which is not the same time for everybody. */
    private static Begin allConsume(Instance instance, String group) {
        OrderflowOutbox.TOPIC.awaitConsumers(group, CONSUMERS_THAT_WAIT, PATIENCE);
        return new Begin(System.nanoTime(), await(instance, 0, Duration.ZERO));
    }

    /** To the last commit, or until the time is over. */
    private static double eventsPerSecond(Instance instance, Begin begin, int events, Duration limit) {
        long handled = await(instance, events, limit);
        return (handled - begin.handled()) / ((System.nanoTime() - begin.nanos()) / 1e9);
    }

    private static long await(Instance instance, long count, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        long counted;
        do {
            counted = instance.jdbc()
                    .sql("select coalesce(sum(number), 0), pg_sleep(0.02) from counter")
                    .query((row, _) -> row.getLong(1))
                    .single();
        } while (counted < count && System.nanoTime() < end);
        return counted;
    }
}
