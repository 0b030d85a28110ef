package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.UnreadableEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers may write into headers, which are not part of what an event's id stands for. */
class ArrivalTest {

    private final ConsumerRecord<byte[], byte[]> record = Deliveries.of("accounts", "ada", 1);

    @Test
    void aCorrelationIdIsHandedOn() {
        header(EventHeaders.CORRELATION_ID, "c-1");

        assertThat(Arrival.of(record).correlationId()).isEqualTo("c-1");
    }

    /** Handed on, it would make events that Kafka does not take, and a relay that stands still. */
    @Test
    void aCorrelationIdThatIsNoneIsReplacedByTheKey() {
        for (var unfit : new String[] {"", "x".repeat(256), "two\nlines"}) {
            header(EventHeaders.CORRELATION_ID, unfit);

            assertThat(Arrival.of(record).correlationId()).isEqualTo("ada");
        }
    }

    /** Postgres could not keep the event, neither parked nor waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59.999999999Z", "-0001-01-01T00:00:00Z", "soon"})
    void anEventThatExpiresAtNoTimeIsUnreadable(String time) {
        header(EventHeaders.EXPIRY_TIME, time);

        assertThatThrownBy(() -> Arrival.of(record))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(time);
    }

    private void header(String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(UTF_8));
    }
}
