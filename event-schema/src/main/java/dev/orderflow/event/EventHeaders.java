package dev.orderflow.event;

/**
 * The names of an event's Kafka headers; all values are UTF-8 text. Those that begin with {@code ce_} are attributes
 * of CloudEvents 1.0 in the binary mode of its Kafka binding.
 */
public final class EventHeaders {

    /** Media type of the record's value: {@code application/json}. CloudEvents Kafka binding. */
    public static final String CONTENT_TYPE = "content-type";

    /** Version of CloudEvents: {@code 1.0}. CloudEvents core. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** The event's id, 64 lower-case hex digits, equal to the body's. CloudEvents core. */
    public static final String ID = "ce_id";

    /** The event's type, such as {@code OrderPlaced}, equal to the body's. CloudEvents core. */
    public static final String TYPE = "ce_type";

    /** The service that published it, a URI reference: {@code /order-service}. CloudEvents core. */
    public static final String SOURCE = "ce_source";

    /** What the event is about: its key. CloudEvents core. */
    public static final String SUBJECT = "ce_subject";

    /** When it was published: the body's {@code createdAt}, as {@link EventTime}. CloudEvents core, RFC 3339. */
    public static final String TIME = "ce_time";

    /** The event's version, as {@link #sequence}. CloudEvents extension Sequence. */
    public static final String SEQUENCE = "ce_sequence";

    /** What decides the partition: the event's key. CloudEvents extension Partitioning. */
    public static final String PARTITION_KEY = "ce_partitionkey";

    /** From when on nobody may handle it, as {@link EventTime}. CloudEvents extension Expiry Time, RFC 3339. */
    public static final String EXPIRY_TIME = "ce_expirytime";

    /** The JSON Schema of the record's value, as {@link DataSchema}. CloudEvents core. */
    public static final String DATA_SCHEMA = "ce_dataschema";

    /** What all events of one flow share: the order id. CloudEvents extension Correlation. */
    public static final String CORRELATION_ID = "ce_correlationid";

    /** The id of the event that caused this one; absent if none did. CloudEvents extension Correlation. */
    public static final String CAUSATION_ID = "ce_causationid";

    /** The trace and span in which it was published, {@code 00-<32 hex>-<16 hex>-<2 hex>}. W3C Trace Context. */
    public static final String TRACE_PARENT = "traceparent";

    /** The attempt that a retry copy is for, or the last of a dead-letter copy; 1 is the first. Orderflow's own. */
    public static final String ATTEMPT = "attempt";

    /** When a retry copy is due, or a dead-letter copy was given up, as {@link EventTime}. Orderflow's own. */
    public static final String NOT_BEFORE = "not-before";

    /** On retry and dead-letter copies: the topic on which it failed first. Orderflow's own. */
    public static final String FAILED_TOPIC = "failed-topic";

    /** On retry and dead-letter copies: the last error, at most 1 kB, without stack trace. Orderflow's own. */
    public static final String FAILURE = "failure";

    private static final int SEQUENCE_DIGITS = 20;

    private EventHeaders() {}

    /** The version in 20 digits, so that text sorts as the numbers do. */
    public static String sequence(long version) {
        var digits = Long.toString(version);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }
}
