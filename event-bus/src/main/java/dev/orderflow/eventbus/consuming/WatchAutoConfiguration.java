package dev.orderflow.eventbus.consuming;

import dev.orderflow.event.EventFamily;
import dev.orderflow.eventbus.EventBusAutoConfiguration;
import dev.orderflow.eventbus.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;

@AutoConfiguration(after = EventBusAutoConfiguration.class)
class WatchAutoConfiguration {

    @Bean
    Watchers watchers(ObjectProvider<Watch<?>> watches, Topics topics, ConsumerFactory<?, ?> kafka) {
        return new Watchers(watches.stream()
                .map(watch -> new Watching(
                        EventFamily.of(watch.events()).topic(),
                        watch,
                        topics,
                        () -> new KafkaConsumer<>(
                                config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())))
                .toList());
    }

    private static Map<String, Object> config(ConsumerFactory<?, ?> kafka) {
        var config = new HashMap<>(kafka.getConfigurationProperties());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // when the topic was made anew
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4000);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000); // how soon a new partition is seen
        return config;
    }
}
