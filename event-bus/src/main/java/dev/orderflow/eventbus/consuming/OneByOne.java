package dev.orderflow.eventbus.consuming;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.MessageListener;

/** Gives records to a listener one after the other, and ends where it throws. */
record OneByOne(String subscription, MessageListener<byte[], byte[]> listener)
        implements BatchMessageListener<byte[], byte[]> {

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            try {
                listener.onMessage(record);
            } catch (RuntimeException | Error e) {
                throw new BatchListenerFailedException(subscription + " waits", e, record);
            }
        }
    }
}
