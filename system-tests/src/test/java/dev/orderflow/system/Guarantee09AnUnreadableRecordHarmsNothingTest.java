package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.Event;
import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventJson;
import dev.orderflow.event.Topic;
import dev.orderflow.event.WrittenEvent;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guarantee 9: an unreadable or altered record harms nothing and is kept.
 *
 * <p>Seen to fail with a pipeline that acknowledges such a record and keeps nothing.
 */
class Guarantee09AnUnreadableRecordHarmsNothingTest {

    private static final int PARTITIONS = 6;
    private static final List<String> SUBSCRIPTIONS = List.of("payment-service", "notification-service");

    /** An event of a later release, which nobody here knows. */
    @Topic("orders")
    sealed interface LaterOrderEvent extends Event permits OrderGiftWrapped {}

    record OrderGiftWrapped(String orderId, String paper) implements LaterOrderEvent {
        @Override
        public String key() {
            return orderId;
        }
    }

    enum Poison {
        NOT_JSON,
        ALTERED,
        WITHOUT_ITS_ID_HEADER,
        OF_ANOTHER_TYPE_THAN_ITS_HEADER,
        UNDER_ANOTHER_KEY,
        NOTHING,
        DUPLICATE_NAMES,
        DEEPLY_NESTED;

        ProducerRecord<byte[], byte[]> record(int partition) {
            var written = gift("poisoned-" + name());
            var event = new String(written.value(), UTF_8);
            var headers = new RecordHeaders();
            if (this != WITHOUT_ITS_ID_HEADER) {
                headers.add(EventHeaders.ID, written.id().getBytes(UTF_8));
            }
            var type = this == OF_ANOTHER_TYPE_THAN_ITS_HEADER ? "OrderPlaced" : written.type();
            headers.add(EventHeaders.TYPE, type.getBytes(UTF_8));
            var key = this == UNDER_ANOTHER_KEY ? "somebody" : written.key();
            return new ProducerRecord<>("orders", partition, key.getBytes(UTF_8), value(event), headers);
        }

        @SuppressWarnings("NullAway") // a record without a value is what is tried
        private byte[] value(String event) {
            return switch (this) {
                case NOT_JSON -> new byte[] {(byte) 0xff, 0, '{'};
                case ALTERED -> event.replace("gold", "lead").getBytes(UTF_8);
                case NOTHING -> null;
                case DUPLICATE_NAMES ->
                    event.replace("\"paper\"", "\"paper\":\"\",\"paper\"").getBytes(UTF_8);
                case DEEPLY_NESTED -> "[".repeat(64 * 1024).getBytes(UTF_8);
                case WITHOUT_ITS_ID_HEADER, OF_ANOTHER_TYPE_THAN_ITS_HEADER, UNDER_ANOTHER_KEY -> event.getBytes(UTF_8);
            };
        }
    }

    /** On every partition, so that the order behind them meets them. */
    @ParameterizedTest
    @EnumSource
    void aRecordThatHoldsNoEventIsKeptAndThePartitionMovesOn(Poison poison) {
        var mark = UUID.randomUUID().toString();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            TopicReader.forge(poison.record(partition), mark);
        }
        Shop.awaitMails(Shop.place("card-ok"));

        for (var subscription : SUBSCRIPTIONS) {
            await().atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(kept(subscription, mark)).hasSize(PARTITIONS));
            await().atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(deadLetters(subscription, mark))
                            .containsExactlyElementsOf(Collections.nCopies(
                                    PARTITIONS, text(poison.record(0).value()))));
        }
        for (var key : List.of("poisoned-" + poison, "somebody")) {
            assertThat(EventTables.of("payments").parked(key)).isEmpty();
            assertThat(EventTables.of("notifications").parked(key)).isEmpty();
        }
    }

    /** Written to order-service's event log, as a later release would. */
    @Test
    void anEventOfAnUnknownTypeIsSkippedAndCounted() {
        var skipped = Books.of("payment-service")
                .received("payment-service", "orders")
                .path("skipped")
                .asLong();
        var gift = gift(UUID.randomUUID().toString());
        Running.database("orders")
                .sql("""
                    insert into event_bus.event_log
                           (topic, key, version, type, event_id, created_at, correlation_id, value)
                    values ('orders', ?, 1, ?, ?, ?, 'none', ?)
                    """)
                .params(gift.key(), gift.type(), gift.id(), Timestamp.from(gift.createdAt()), gift.value())
                .update();

        for (var database : List.of("payments", "notifications")) {
            await().atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(EventTables.of(database).settled(gift.key()))
                            .containsExactly("skipped"));
        }
        assertThat(Books.of("payment-service")
                        .received("payment-service", "orders")
                        .path("skipped")
                        .asLong())
                .isEqualTo(skipped + 1);
    }

    private static WrittenEvent gift(String order) {
        return EventJson.write(new OrderGiftWrapped(order, "gold"), 1, Instant.parse("2026-11-25T08:00:00Z"));
    }

    private static List<String> kept(String subscription, String mark) {
        return Running.database(subscription.replace("-service", "s"))
                .sql("""
                    select reason from event_bus.unreadable where subscription = ? and ?::bytea = any (header_values)
                    """)
                .params(subscription, mark.getBytes(UTF_8))
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<String> deadLetters(String subscription, String mark) {
        return TopicReader.records("orders." + subscription + ".dlt").stream()
                .filter(record -> mark.equals(TopicReader.headers(record).get(TopicReader.FORGED)))
                .map(record -> text(record.value()))
                .toList();
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "nothing" : new String(value, UTF_8);
    }
}
