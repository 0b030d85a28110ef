package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.eventbus.EventBusAutoConfiguration;
import dev.orderflow.eventbus.EventBusProperties;
import dev.orderflow.eventbus.Producers;
import dev.orderflow.eventbus.PublishingTogether;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.GenericMessageListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfiguration(after = EventBusAutoConfiguration.class)
class ConsumingAutoConfiguration {

    /** Of a subscription with a first step: a call that hangs holds up the partitions of one of them. */
    private static final int MOST_CONSUMERS = 3;

    /** What a consumer is given at once, unless its subscription has a first step. */
    private static final int RECORDS = 500;

    /** Retry topics are mostly empty. A copy ends the wait, and no copy is ever asked for again. */
    private static final int MILLIS_WITHOUT_COPIES = 5000;

    @Bean
    Subscriptions subscriptions(@Value("${spring.application.name}") String service) {
        return new Subscriptions(service);
    }

    @Bean
    Copies copies(Producers producers, Topics topics, Clock clock) {
        return new Copies(() -> producers.with(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000)), topics, clock);
    }

    @Bean
    Heads heads(JdbcClient jdbc, Copies copies, Clock clock) {
        return new Heads(jdbc, copies, asKept(clock));
    }

    @Bean
    NextAttempts nextAttempts(JdbcClient jdbc) {
        return new NextAttempts(jdbc);
    }

    @Bean
    SubscriptionContainers subscriptionContainers(
            ObjectProvider<Subscription<?>> subscriptions,
            Topics topics,
            JdbcClient jdbc,
            DataSource database,
            PlatformTransactionManager transactions,
            Traces traces,
            Clock clock,
            Copies copies,
            ObjectProvider<PublishingTogether> publishing,
            ConsumerFactory<?, ?> consumers,
            EventBusProperties properties) {
        var transaction = new FewTransactions(
                new WithItsReason(new SameDatabase(new TransactionTemplate(transactions), database)),
                properties.transactionsAtOnce());
        var assembly = new Assembly(jdbc, transaction, traces, asKept(clock), copies, together(publishing), properties);
        return new SubscriptionContainers(
                different(subscriptions.stream().toList()).stream()
                        .map(each -> running(each, assembly, consumers, properties))
                        .toList(),
                topics);
    }

    /** Where a test has put another publisher in place of the event log, each event is published by itself. */
    private static PublishingTogether together(ObjectProvider<PublishingTogether> publishing) {
        return publishing.getIfAvailable(() -> Supplier::get);
    }

    /** A clock whose instants the database keeps as they are. */
    private static Clock asKept(Clock clock) {
        return Clock.tick(clock, Duration.of(1, ChronoUnit.MICROS));
    }

    /** Two of one name would share a consumer group and an inbox: each event would reach one of them. */
    static List<? extends Subscription<?>> different(List<? extends Subscription<?>> subscriptions) {
        var seen = new HashSet<List<String>>();
        for (var subscription : subscriptions) {
            var topic = subscription.topic();
            if (!seen.add(List.of(subscription.name(), topic))) {
                throw new IllegalStateException(
                        "Two subscriptions to the topic %s are named %s: name one by Subscriptions.to(events, name)"
                                .formatted(topic, subscription.name()));
            }
        }
        return subscriptions;
    }

    private static <E extends Event> SubscriptionContainers.Running running(
            Subscription<E> subscription,
            Assembly assembly,
            ConsumerFactory<?, ?> consumers,
            EventBusProperties properties) {
        var parts = assembly.of(subscription);
        var topic = subscription.topic();
        var retryTopics = IntStream.rangeClosed(1, assembly.delays(subscription).size())
                .mapToObj(number -> FailureTopics.retry(topic, subscription.name(), number))
                .toList();
        return new SubscriptionContainers.Running(
                subscription.name(),
                container(subscription, List.of(topic), parts.main(), consumers, properties),
                container(subscription, retryTopics, parts.retries(), consumers, properties),
                parts.retries());
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> container(
            Subscription<?> subscription,
            List<String> topics,
            GenericMessageListener<?> listener,
            ConsumerFactory<?, ?> kafka,
            EventBusProperties properties) {
        var settings = new ContainerProperties(topics.toArray(String[]::new));
        settings.setGroupId(subscription.name());
        settings.setMessageListener(listener);
        settings.setSyncCommits(false);
        settings.setAuthExceptionRetryInterval(properties.outage().longestPause());
        var isMain = !(listener instanceof Retries);
        var config = consumerConfig(kafka, subscription, properties);
        if (!isMain) {
            config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
            config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MILLIS_WITHOUT_COPIES);
        }
        var container = new ConcurrentMessageListenerContainer<>(new SoonClosed(config), settings);
        container.setBeanName(subscription.name() + (isMain ? "" : "-retry"));
        container.setConcurrency(isMain && subscription.hasFirstStep() ? consumers(properties) : 1);
        container.setCommonErrorHandler(new OfferedAgain(properties.outage()));
        return container;
    }

    private static int consumers(EventBusProperties properties) {
        return Math.min(MOST_CONSUMERS, properties.callsAtOnce());
    }

    private static Map<String, Object> consumerConfig(
            ConsumerFactory<?, ?> kafka, Subscription<?> subscription, EventBusProperties properties) {
        var config = new HashMap<>(kafka.getConfigurationProperties());
        // several consumers of one instance are in one group: with one id they would fence each other
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        if (!"consumer".equals(config.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) { // there the broker decides
            config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
            config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
        }
        config.put(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                subscription.hasFirstStep() ? properties.callsAtOnce() / consumers(properties) : RECORDS);
        return config;
    }
}
