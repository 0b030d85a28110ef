package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.EventBusProperties;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/** Offers a delivery again and again: what it needs is down, and will be up again. So it polls again, when that fails. */
final class OfferedAgain extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(OfferedAgain.class);

    private final EventBusProperties.Outage outage;

    OfferedAgain(EventBusProperties.Outage outage) {
        super(pauses(outage));
        this.outage = outage;
        setClassifications(Map.of(), true);
        setLogLevel(KafkaException.Level.WARN);
    }

    private static ExponentialBackOff pauses(EventBusProperties.Outage outage) {
        var pauses = new ExponentialBackOff(outage.firstPause().toMillis(), 2);
        pauses.setMaxInterval(outage.longestPause().toMillis());
        return pauses;
    }

    /** As of a batch that cannot be read: without a pause, each poll fails at once, and says so. */
    @Override
    public void handleOtherException(
            Exception e, Consumer<?, ?> consumer, MessageListenerContainer container, boolean isBatchListener) {
        log.error("{} cannot poll", container.getListenerId(), e);
        try {
            ListenerUtils.stoppableSleep(container, outage.longestPause().toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
