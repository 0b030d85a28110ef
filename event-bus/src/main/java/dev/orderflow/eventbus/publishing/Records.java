package dev.orderflow.eventbus.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.event.DataSchema;
import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Turns rows of the event log into Kafka records: the CloudEvents 1.0 Kafka binding, in binary mode. */
final class Records {

    private static final Header JSON = header(EventHeaders.CONTENT_TYPE, "application/json");
    private static final Header SPEC_VERSION = header(EventHeaders.SPEC_VERSION, "1.0");

    private final Header source;
    private final @Nullable String schemas;

    /**
     * @param service the name of the publishing service
     * @param schemas what the names of its events' schemas begin with; null when they have none
     */
    Records(String service, @Nullable String schemas) {
        source = header(EventHeaders.SOURCE, "/" + service);
        this.schemas = schemas;
    }

    ProducerRecord<byte[], byte[]> of(LoggedEvent event) {
        var key = event.key().getBytes(UTF_8);
        var result = new ProducerRecord<>(event.topic(), key, event.value());
        var headers = result.headers().add(JSON).add(SPEC_VERSION).add(source);
        add(headers, EventHeaders.ID, event.eventId());
        add(headers, EventHeaders.TYPE, event.type());
        headers.add(EventHeaders.SUBJECT, key);
        add(headers, EventHeaders.TIME, EventTime.print(event.createdAt()));
        add(headers, EventHeaders.SEQUENCE, EventHeaders.sequence(event.version()));
        headers.add(EventHeaders.PARTITION_KEY, key);
        add(headers, EventHeaders.DATA_SCHEMA, schemas == null ? null : DataSchema.of(schemas, event.type()));
        add(headers, EventHeaders.CORRELATION_ID, event.correlationId());
        add(headers, EventHeaders.CAUSATION_ID, event.causationId());
        add(headers, EventHeaders.EXPIRY_TIME, event.expiresAt() == null ? null : EventTime.print(event.expiresAt()));
        add(headers, EventHeaders.TRACE_PARENT, event.traceparent());
        return result;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(header(name, value));
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
