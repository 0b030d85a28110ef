package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.MessageListener;

/** Records that were polled together. */
@Timeout(60)
class InParallelTest {

    private final List<ConsumerRecord<byte[], byte[]>> done = new CopyOnWriteArrayList<>();
    private final List<List<ConsumerRecord<byte[], byte[]>>> lanes = new CopyOnWriteArrayList<>();

    @Test
    void allKeysAreHandledAtTheSameTime() {
        var together = new CyclicBarrier(10);
        var records =
                IntStream.range(0, 10).mapToObj(i -> record("key-" + i, i)).toList();

        deliver(records, _ -> await(together));

        assertThat(done).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void theRecordsOfAKeyAreHandledOneAfterTheOther() {
        var records = IntStream.range(0, 1000).mapToObj(i -> record("key", i)).toList();

        deliver(records, _ -> {});

        assertThat(done).containsExactlyElementsOf(records);
    }

    @Test
    void recordsWithoutAKeyDoNotWaitForEachOther() {
        var together = new CyclicBarrier(2);

        deliver(List.of(record(null, 0), record(null, 1)), _ -> await(together));

        assertThat(done).hasSize(2);
    }

    @Test
    void aKeyEndsWhereItFailsAndOthersGoOn() {
        var records = List.of(record("a", 0), record("b", 1), record("a", 2), record("b", 3));

        assertThatThrownBy(() -> deliver(records, failingAt(0)))
                .asInstanceOf(type(BatchListenerFailedException.class))
                .returns(records.get(0), BatchListenerFailedException::getRecord)
                .extracting(Throwable::getCause)
                .isInstanceOf(IllegalStateException.class);

        assertThat(done).containsExactly(records.get(1), records.get(3));
    }

    @Test
    void allIsOfferedAgainFromTheFirstThatFailed() {
        var records = List.of(record("d", 0), record("c", 1), record("b", 2), record("a", 3));

        assertThatThrownBy(() -> deliver(records, failingAt(3, 1)))
                .asInstanceOf(type(BatchListenerFailedException.class))
                .returns(records.get(1), BatchListenerFailedException::getRecord);

        assertThat(done).containsExactlyInAnyOrder(records.get(0), records.get(2));
    }

    @Test
    void manyRecordsAreHandledInFiveLanesAtTheSameTime() {
        var together = new CyclicBarrier(5);
        var records = IntStream.range(0, 500)
                .mapToObj(i -> record("key-" + i % 100, i))
                .toList();

        deliverInLanes(records, _ -> await(together));

        assertThat(lanes).hasSize(5);
        assertThat(lanes.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void aKeyIsInOneLaneAndInOrder() {
        var records =
                IntStream.range(0, 500).mapToObj(i -> record("key-" + i % 7, i)).toList();

        deliverInLanes(records, _ -> {});

        for (var key : IntStream.range(0, 7).mapToObj(i -> "key-" + i).toList()) {
            assertThat(lanes.stream().map(lane -> ofKey(key, lane)).filter(lane -> !lane.isEmpty()))
                    .containsExactly(ofKey(key, records));
        }
    }

    @Test
    void fewRecordsAreHandledTogether() {
        var records =
                IntStream.range(0, 99).mapToObj(i -> record("key-" + i, i)).toList();

        deliverInLanes(records, _ -> {});

        assertThat(lanes).containsExactly(records);
    }

    private static MessageListener<byte[], byte[]> failingAt(Integer... offsets) {
        return record -> {
            if (List.of(offsets).contains((int) record.offset())) {
                throw new IllegalStateException("broken by the test");
            }
        };
    }

    private void deliver(List<ConsumerRecord<byte[], byte[]>> records, MessageListener<byte[], byte[]> listener) {
        InParallel.keys("test", new OneByOne("test", record -> {
                    listener.onMessage(record);
                    done.add(record);
                }))
                .onMessage(records);
    }

    private void deliverInLanes(
            List<ConsumerRecord<byte[], byte[]>> records, Consumer<List<ConsumerRecord<byte[], byte[]>>> listener) {
        InParallel.lanes("test", 5, lane -> {
                    listener.accept(lane);
                    lanes.add(lane);
                })
                .onMessage(records);
    }

    private static List<ConsumerRecord<byte[], byte[]>> ofKey(
            String key, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(@Nullable String key, long offset) {
        return new ConsumerRecord<>("topic", 0, offset, key == null ? null : key.getBytes(UTF_8), new byte[0]);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
