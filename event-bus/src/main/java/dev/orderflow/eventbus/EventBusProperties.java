package dev.orderflow.eventbus;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How events travel in this service.
 *
 * @param partitions   of each topic that is created; a topic that exists already keeps its own
 * @param maxEventSize an event whose value is larger is refused when it is published; Kafka's own limit
 *                     ({@code max.message.bytes}) must leave 8 kB more for headers and framing
 * @param callsAtOnce  how many keys a subscription with a first step handles at most, and so calls other systems for, at the
 *                     same time; as many again of those that failed before
 * @param relay        from the event log to Kafka
 * @param retry        of a delivery whose handler failed
 */
@Validated
@ConfigurationProperties("event-bus")
public record EventBusProperties(
        @DefaultValue("6") @Positive int partitions,
        @DefaultValue("1040384B") DataSize maxEventSize,
        @DefaultValue("24") @Positive int callsAtOnce,
        @DefaultValue @Valid Relay relay,
        @DefaultValue Retry retry) {

    /**
     * From the event log to Kafka.
     *
     * @param enabled      whether this instance may relay
     * @param batchSize    how many events are read from the log at once
     * @param pollInterval how soon events are noticed when the instance that published them could not say so; otherwise
     *                     they wake the relay, of whatever instance, themselves
     * @param lease        how long after the death of the relaying instance another one takes over
     */
    public record Relay(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1000") @Positive int batchSize,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("5s") Duration lease) {}

    /**
     * When a failed delivery comes again.
     *
     * @param delays  before the second attempt, the third, and so on; after the last of them an event is dead. A
     *                subscription may have its own
     * @param first   how long a subscription waits when something that it needs is down; it doubles up to {@code most}
     * @param most    the longest such wait
     * @param overdue how long after its time an attempt must have been made before its copy is sent again
     */
    public record Retry(
            @DefaultValue({"1s", "5s", "30s"}) List<Duration> delays,
            @DefaultValue("200ms") Duration first,
            @DefaultValue("5s") Duration most,
            @DefaultValue("10s") Duration overdue) {}
}
