package dev.orderflow.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What arrives on a topic from now on, as a plain consumer sees it, and whether it keeps the order of each key. */
public final class Arrivals implements AutoCloseable {

    private static final String VERSION = "\"version\":";

    private final KafkaConsumer<String, String> consumer;
    private final Consumer<Tick> onArrival;
    private final Map<String, BitSet> seen = new HashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private final Thread thread;
    private volatile boolean open = true;
    private volatile long firstAt;

    private Arrivals(KafkaConsumer<String, String> consumer, Consumer<Tick> onArrival) {
        this.consumer = consumer;
        this.onArrival = onArrival;
        this.thread = new Thread(this::run, "arrivals");
    }

    public static Arrivals on(Topic topic) {
        return on(topic, _ -> {});
    }

    /** Tells of each event when it arrives. */
    public static Arrivals on(Topic topic, Consumer<Tick> onArrival) {
        var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        Topic.broker(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5000),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(topic.partitions());
        consumer.seekToEnd(topic.partitions());
        topic.partitions().forEach(consumer::position);
        var arrivals = new Arrivals(consumer, onArrival);
        arrivals.thread.start();
        return arrivals;
    }

    private void run() {
        while (open) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                arrived(new Tick(record.key(), version(record.value())));
            }
        }
        consumer.close(CloseOptions.timeout(Duration.ZERO)); // there is no group to leave
    }

    private void arrived(Tick tick) {
        onArrival.accept(tick);
        var ofKey = seen.computeIfAbsent(tick.key(), _ -> new BitSet());
        int number = Math.toIntExact(tick.number());
        if (ofKey.get(number)) {
            return; // a repeat, which everybody here may send
        }
        if (number < ofKey.length()) {
            outOfOrder.incrementAndGet();
        }
        ofKey.set(number);
        if (count.get() == 0) {
            firstAt = System.nanoTime();
        }
        count.incrementAndGet();
    }

    private static long version(String json) {
        int from = json.indexOf(VERSION) + VERSION.length();
        return Long.parseLong(json, from, json.indexOf(',', from), 10);
    }

    /** How many events have arrived, repeats not counted. */
    public long count() {
        return count.get();
    }

    /** How many of them arrived after a later one of their key. */
    public long outOfOrder() {
        return outOfOrder.get();
    }

    /** Waits until so many have arrived, or the time is over; returns how many have. */
    public long await(long wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (count() < wanted && System.nanoTime() < end && thread.isAlive()) {
            LockSupport.parkNanos(200_000);
        }
        return count();
    }

    /** How long ago the first one arrived. */
    public double secondsSinceFirst() {
        return (System.nanoTime() - firstAt) / 1e9;
    }

    /** How much CPU time it needed so far. */
    public double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()) / 1e9;
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
