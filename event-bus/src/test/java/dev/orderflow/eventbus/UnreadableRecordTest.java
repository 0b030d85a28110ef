package dev.orderflow.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventJson;
import dev.orderflow.eventbus.TestApplication.Deposited;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that hold no event harm nothing and are kept. */
class UnreadableRecordTest {

    private static final String EVENT = new String(
            EventJson.write(new Deposited("forged", 1), 1, Instant.EPOCH).value(), UTF_8);
    private static final String ID = EVENT.substring(7, 71);

    private static RunningService service;
    private static TopicReader accounts;

    @BeforeAll
    static void start() {
        service = RunningService.start("clerk");
        service.publish("first", 1);
        await().until(() -> !service.effects("first").isEmpty());
        accounts = TopicReader.of("accounts");
    }

    @AfterAll
    static void stop() {
        accounts.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'altered',          id is not that of the content",
        "'not JSON',         malformed UTF-8",
        "'nested',           nest",
        "'duplicate name',   uplicate",
        "'other type',       ce_type is 'Withdrawn'",
        "'no id header',     ce_id is 'null'",
        "'other key',        the record's key is 'somebody'",
        "'nothing',          no value",
        "'NUL in a header',  ce_id is 'null'",
    })
    void aRecordThatHoldsNoEventIsKeptOnceAndThePartitionMovesOn(String what, String reason) {
        var record = record(what);
        accounts.send(record);
        service.publish("after " + what, 1);

        await().untilAsserted(() -> assertThat(service.effects("after " + what)).containsExactly(1L));
        await().untilAsserted(() ->
                assertThat(reasons(what)).singleElement().asString().containsIgnoringCase(reason));
        assertThat(parked()).isZero();
        try (var deadLetters = TopicReader.of("accounts.clerk.dlt")) {
            await().untilAsserted(() -> assertThat(deadLetters.all())
                    .filteredOn(each -> what.equals(deadLetters.headers(each).get("what")))
                    .singleElement()
                    .satisfies(each -> assertThat(each.value()).isEqualTo(record.value())));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String what) {
        var key = what.equals("other key") ? "somebody" : "forged";
        var record = new ProducerRecord<>("accounts", key.getBytes(UTF_8), value(what));
        record.headers().add(header("what", what));
        record.headers().add(header(EventHeaders.TYPE, what.equals("other type") ? "Withdrawn" : "Deposited"));
        switch (what) {
            case "no id header" -> {}
            case "NUL in a header" -> record.headers().add(header("N\0L", ""));
            default -> record.headers().add(header(EventHeaders.ID, ID));
        }
        return record;
    }

    @SuppressWarnings("NullAway") // a record without a value is what is tried
    private static byte[] value(String what) {
        return switch (what) {
            case "nothing" -> null;
            case "not JSON" -> new byte[] {(byte) 0xff, 0, '{'};
            case "nested" -> "[".repeat(64 * 1024).getBytes(UTF_8);
            case "altered" ->
                EVENT.replace("\"balance\":1", "\"balance\":1000000").getBytes(UTF_8);
            case "duplicate name" ->
                EVENT.replace("\"balance\":1", "\"balance\":1,\"balance\":1").getBytes(UTF_8);
            default -> EVENT.getBytes(UTF_8);
        };
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static List<String> reasons(String what) {
        return service.jdbc()
                .sql("select reason from event_bus.unreadable where ?::bytea = any (header_values)")
                .param(what.getBytes(UTF_8))
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static long parked() {
        return service.jdbc()
                .sql("select count(*) from event_bus.parked")
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
