package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.eventbus.EventBusProperties;
import dev.orderflow.eventbus.PublishingTogether;
import dev.orderflow.eventbus.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.GenericMessageListener;

/** Puts together what works for one subscription. */
record Assembly(
        JdbcClient jdbc,
        FewTransactions transaction,
        Traces traces,
        Clock clock,
        Copies copies,
        PublishingTogether publishing,
        EventBusProperties properties) {

    /** Heads of a subscription without a first step that are attempted at the same time. */
    private static final int HANDLERS_AT_ONCE = 3;

    /**
     * @param main    what listens to the subscription's topic
     * @param retries what listens to its retry topics
     */
    record Parts(GenericMessageListener<?> main, Retries retries) {}

    <E extends Event> Parts of(Subscription<E> subscription) {
        var topic = subscription.topic();
        var inbox = new Inbox(jdbc, subscription.name());
        var parkedKeys = new ParkedKeys(jdbc, subscription.name(), topic);
        var unreadable = new UnreadableRecords(jdbc, subscription.name(), topic);
        var handling = new Handling<>(subscription, transaction, traces);
        var plan = new RetryPlan(subscription.name(), delays(subscription), clock);
        var later = new Later();
        var parking = new Parking<>(subscription, inbox, parkedKeys, handling, copies, later, plan, clock, transaction);
        var pipeline = new Pipeline<>(
                subscription, inbox, parkedKeys, unreadable, handling, parking, copies, later, clock, transaction);
        return new Parts(
                subscription.hasFirstStep()
                        ? InParallel.keys(subscription.name(), new OneByOne(subscription.name(), pipeline))
                        : InParallel.lanes(
                                subscription.name(),
                                Math.max(1, properties.transactionsAtOnce() / 2),
                                new Batches<>(subscription, inbox, handling, clock, transaction, publishing, pipeline)),
                new Retries(
                        topic,
                        parking,
                        parkedKeys,
                        unreadable,
                        copies,
                        later,
                        properties.outage().longestPause(),
                        properties.retry().overdue(),
                        subscription.hasFirstStep() ? properties.callsAtOnce() : HANDLERS_AT_ONCE,
                        clock));
    }

    /** Before each further attempt: the subscription's own delays, or else the event bus's. */
    List<Duration> delays(Subscription<?> subscription) {
        return subscription.delays().isEmpty() ? properties.retry().delays() : subscription.delays();
    }
}
