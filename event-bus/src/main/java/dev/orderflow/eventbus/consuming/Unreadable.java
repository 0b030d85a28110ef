package dev.orderflow.eventbus.consuming;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record that holds no event, kept as it came. */
record Unreadable(
        String subscription,
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        String reason) {

    String deadLetterTopic() {
        return FailureTopics.deadLetter(topic, subscription);
    }
}
