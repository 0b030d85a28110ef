package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.Event;
import dev.orderflow.event.EventFamily;
import dev.orderflow.eventbus.EventBusAutoConfiguration;
import dev.orderflow.eventbus.EventBusProperties;
import dev.orderflow.eventbus.Topics;
import dev.orderflow.eventbus.Traces;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.ExponentialBackOff;

@AutoConfiguration(after = EventBusAutoConfiguration.class)
class ConsumingAutoConfiguration {

    /** Consumers of a subscription that spends its time waiting for remote systems. */
    private static final int CONSUMERS_WITH_FIRST_STEP = 3;

    @Bean
    Subscriptions subscriptions(@Value("${spring.application.name}") String service) {
        return new Subscriptions(service);
    }

    @Bean
    SubscriptionContainers subscriptionContainers(
            ObjectProvider<Subscription<?>> subscriptions,
            Topics topics,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Traces traces,
            ConsumerFactory<?, ?> kafka,
            EventBusProperties properties) {
        return new SubscriptionContainers(subscriptions.stream().toList(), topics, subscription -> {
            var pipeline = pipeline(subscription, jdbc, transactions, traces);
            return container(subscription, pipeline, kafka, properties.retry());
        });
    }

    private static <E extends Event> Pipeline<E> pipeline(
            Subscription<E> subscription, JdbcClient jdbc, PlatformTransactionManager transactions, Traces traces) {
        return new Pipeline<>(
                subscription, new Inbox(jdbc, subscription.name()), new TransactionTemplate(transactions), traces);
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> container(
            Subscription<?> subscription,
            Pipeline<?> pipeline,
            ConsumerFactory<?, ?> kafka,
            EventBusProperties.Retry retry) {
        var settings =
                new ContainerProperties(EventFamily.of(subscription.events()).topic());
        settings.setGroupId(subscription.name());
        settings.setMessageListener(pipeline);
        settings.setDeliveryAttemptHeader(true);
        settings.setSyncCommits(false);
        var consumers = new DefaultKafkaConsumerFactory<>(
                consumerConfig(kafka, subscription), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var container = new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setBeanName(subscription.name());
        container.setConcurrency(subscription.hasFirstStep() ? CONSUMERS_WITH_FIRST_STEP : 1);
        container.setCommonErrorHandler(inPlace(retry));
        return container;
    }

    /** Offers a delivery again and again, and holds up its partition until it is handled. */
    private static DefaultErrorHandler inPlace(EventBusProperties.Retry retry) {
        var delays = new ExponentialBackOff(retry.first().toMillis(), 2);
        delays.setMaxInterval(retry.most().toMillis());
        var handler = new DefaultErrorHandler(delays);
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private static Map<String, Object> consumerConfig(ConsumerFactory<?, ?> kafka, Subscription<?> subscription) {
        var config = new HashMap<>(kafka.getConfigurationProperties());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, subscription.hasFirstStep() ? 25 : 500);
        return config;
    }
}
