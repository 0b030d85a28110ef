package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventJson;
import dev.orderflow.eventbus.TestApplication.Deposited;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as they arrive. */
final class Deliveries {

    static ConsumerRecord<byte[], byte[]> of(String topic, String account, long version) {
        var written = EventJson.write(new Deposited(account, version), version, Instant.EPOCH);
        var record = new ConsumerRecord<>(topic, 0, version, account.getBytes(UTF_8), written.value());
        record.headers().add(EventHeaders.ID, written.id().getBytes(UTF_8));
        record.headers().add(EventHeaders.TYPE, written.type().getBytes(UTF_8));
        return record;
    }

    private Deliveries() {}
}
