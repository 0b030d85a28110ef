package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.event.EventFamily;
import dev.orderflow.eventbus.Cause;
import dev.orderflow.eventbus.Traces;
import dev.orderflow.eventbus.consuming.Inbox.Settlement;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.transaction.support.TransactionOperations;

/** What happens to a delivery, from its arrival to its acknowledgement: returning acknowledges it. */
final class Pipeline<E extends Event> implements MessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final Subscription<E> subscription;
    private final EventFamily<E> family;
    private final Inbox inbox;
    private final TransactionOperations transaction;
    private final Traces traces;

    Pipeline(Subscription<E> subscription, Inbox inbox, TransactionOperations transaction, Traces traces) {
        this.subscription = subscription;
        this.family = EventFamily.of(subscription.events());
        this.inbox = inbox;
        this.transaction = transaction;
        this.traces = traces;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        var arrival = Arrival.of(record);
        var cause = new Cause(arrival.event().id(), arrival.correlationId());
        try (var _ = MDC.putCloseable("key", arrival.event().key());
                var _ = MDC.putCloseable("event", arrival.event().id())) {
            traces.run(subscription.name(), arrival.traceparent(), () -> cause.run(() -> deliver(arrival)));
        }
    }

    private void deliver(Arrival arrival) {
        var event = arrival.event().as(family);
        if (event.isEmpty()) {
            skip(arrival);
            return;
        }
        if (subscription.hasFirstStep() && inbox.isSettled(arrival)) {
            return;
        }
        var handler = subscription.work().apply(event.get().message(), arrival.delivery());
        transaction.executeWithoutResult(_ -> {
            if (inbox.settle(arrival, Settlement.HANDLED)) {
                handler.run();
                log.info(
                        "{} handled {} v{} of {}",
                        subscription.name(),
                        event.get().type(),
                        event.get().version(),
                        event.get().key());
            }
        });
    }

    private void skip(Arrival arrival) {
        if (inbox.settle(arrival, Settlement.SKIPPED)) {
            log.warn(
                    "{} skipped an event of unknown type {}",
                    subscription.name(),
                    arrival.event().type());
        }
    }
}
