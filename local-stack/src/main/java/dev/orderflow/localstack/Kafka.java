package dev.orderflow.localstack;

/** A Kafka, as its clients know it. */
public interface Kafka {
    String bootstrapServers();
}
