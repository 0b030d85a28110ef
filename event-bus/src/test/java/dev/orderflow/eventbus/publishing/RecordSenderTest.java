package dev.orderflow.eventbus.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.SharedTopics;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.publishing.RecordSender.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What becomes of a page, by what the brokers say to each of its events. */
class RecordSenderTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Topics topics = SharedTopics.of(1);
    private final RecordSender sender =
            new RecordSender(kafka, topics, new Records("bank", "urn:schemas:"), Duration.ZERO);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void theFirstEventIsSentAloneAndTheOthersWhenKafkaHasIt() {
        var sent = send(1, 2, 3);
        awaitRecords(1);
        assertThat(kafka.completeNext()).isTrue();
        awaitRecords(3);
        kafka.flush();

        assertThat(positions(sent)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void onceKafkaHasTakenAnEventAllOfAPageAreUnderWayTogether() {
        var first = send(1);
        awaitRecords(1);
        kafka.flush();
        assertThat(positions(first)).containsExactly(1L);

        var second = send(2, 3, 4);
        awaitRecords(4);
        kafka.flush();

        assertThat(positions(second)).containsExactly(2L, 3L, 4L);
    }

    /** Else all that was acknowledged would be sent again, every second, for as long as one event is refused. */
    @Test
    void whatIsAcknowledgedBeforeARefusalIsDoneAndNothingIsSentBehindTheRefusedOneAgain() {
        var sent = send(1, 2, 3, 4);
        awaitRecords(1);
        kafka.completeNext();
        awaitRecords(4);
        kafka.completeNext();
        kafka.errorNext(new RecordTooLargeException("refused by the test"));
        kafka.completeNext();

        assertThat(positions(sent)).containsExactly(1L, 2L);
        assertThat(sent.join().refusal())
                .hasMessageContaining("position 3")
                .hasMessageContaining("refused by the test");

        kafka.clear();
        var again = new RecordSender(kafka, topics, new Records("bank", "urn:schemas:"), Duration.ZERO);
        var refused = CompletableFuture.supplyAsync(() -> send(again, 3, 4));
        awaitRecords(1);
        kafka.errorNext(new RecordTooLargeException("refused by the test"));
        assertThat(refused.join().events()).isEmpty();
        assertThat(kafka.history()).hasSize(1);
    }

    /** A page that takes longer than the lease, though no acknowledgement is late. */
    @Test
    void theLeaseIsKeptWhileAcknowledgementsCome() {
        var sent = send(1, 2, 3);
        awaitRecords(1);
        kafka.completeNext();
        awaitRecords(3);
        int before = calls.get();
        await().until(() -> calls.get() > before);
        kafka.completeNext();
        int between = calls.get();
        await().until(() -> calls.get() > between);
        kafka.completeNext();

        assertThat(positions(sent)).hasSize(3);
    }

    private CompletableFuture<Sent> send(long... positions) {
        return CompletableFuture.supplyAsync(() -> send(sender, positions));
    }

    private Sent send(RecordSender by, long... positions) {
        var events = LongStream.of(positions).mapToObj(RecordSenderTest::event).toList();
        return by.send(events, () -> {}, _ -> calls.incrementAndGet());
    }

    private void awaitRecords(int count) {
        await().until(() -> kafka.history().size() == count);
    }

    private static List<Long> positions(CompletableFuture<Sent> sent) {
        return sent.join().events().stream().map(LoggedEvent::position).toList();
    }

    private static LoggedEvent event(long position) {
        return new LoggedEvent(
                position,
                "sent",
                "ada",
                position,
                "Sent",
                "0",
                Instant.EPOCH,
                null,
                "ada",
                null,
                null,
                "{}".getBytes(UTF_8));
    }
}
