package dev.orderflow.eventbus;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How events travel in this service.
 *
 * @param partitions   of each topic that is created; a topic that exists already keeps its own
 * @param maxEventSize an event whose value is larger is refused when it is published, 16 MB at most; the broker's own limit
 *                     ({@code message.max.bytes}) must leave 8 kB more for headers and framing
 * @param schemas      before the event's type and {@code .json}, in the header {@code ce_dataschema} of what is published;
 *                     null for no such header
 * @param callsAtOnce  how many keys a subscription with a first step handles at most, and so calls other systems for, at the
 *                     same time; as many again of those that failed before
 * @param transactionsAtOnce how many transactions all subscriptions together have open at most, each on a connection: half
 *                     of a pool of the usual size. Of a large poll, half of these share the work
 * @param relay        from the event log to Kafka
 * @param retry        of a delivery whose handler failed
 * @param outage       of what a subscription needs: the database, or what its first step calls
 */
@Validated
@ConfigurationProperties("event-bus")
public record EventBusProperties(
        @DefaultValue("6") @Positive int partitions,
        @DefaultValue("1040384B") DataSize maxEventSize,
        @Nullable String schemas,
        @DefaultValue("24") @Positive int callsAtOnce,
        @DefaultValue("5") @Positive int transactionsAtOnce,
        @DefaultValue @Valid Relay relay,
        @DefaultValue @Valid Retry retry,
        @DefaultValue @Valid Outage outage) {

    private static final int HEADERS_AND_FRAMING = 8 * 1024;

    /** Half of what Kafka's producer buffers. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(16);

    public EventBusProperties {
        if (maxEventSize.compareTo(DataSize.ofBytes(1)) < 0 || maxEventSize.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "event-bus.max-event-size is %s, not 1B to %s".formatted(maxEventSize, LARGEST));
        }
    }

    /** How large a record may be, in bytes. */
    public int maxRecordBytes() {
        return Math.toIntExact(maxEventSize.toBytes() + HEADERS_AND_FRAMING);
    }

    /**
     * From the event log to Kafka.
     *
     * @param enabled      whether this instance may relay
     * @param batchSize    how many events are read from the log at once
     * @param pollInterval how soon events are noticed when the instance that published them could not say so; otherwise
     *                     they wake the relay, of whatever instance, themselves
     * @param lease        how long an instance may relay without a word; after its death another one takes over within this and a
     *                     fifth of it
     */
    public record Relay(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1000") @Positive int batchSize,
            @DefaultValue("1s") @DurationMin(millis = 1) Duration pollInterval,
            @DefaultValue("5s") @DurationMin(millis = 1) Duration lease) {}

    /**
     * When a failed delivery comes again.
     *
     * @param delays  before the second attempt, the third, and so on; after the last of them an event is dead. A
     *                subscription may have its own
     * @param overdue a copy is sent again when its attempt has not been made so long after it was due
     */
    public record Retry(
            @DefaultValue({"1s", "5s", "30s"}) @NotEmpty
            List<@DurationMin(message = "must not be negative") Duration> delays,

            @DefaultValue("10s") @DurationMin(millis = 2) Duration overdue) {}

    /**
     * How long a delivery waits each time that it meets an outage, which spends no attempt.
     *
     * @param firstPause   the first time; it doubles each further time
     * @param longestPause at most, and each time of a head
     */
    public record Outage(
            @DefaultValue("200ms") @DurationMin(millis = 1) Duration firstPause,
            @DefaultValue("5s") @DurationMin(millis = 1) Duration longestPause) {}
}
