package dev.orderflow.event;

/**
 * Something that happened, with the state that resulted from it. Events are records, grouped in one sealed
 * interface per topic, which carries the {@link Topic} annotation; the record's simple name is the event's type.
 */
public interface Event {

    /**
     * The key whose events are kept in order, also the key of the Kafka record: what the event is about, such as an order's id. It
     * has 1 to 255 characters, none of them a control character.
     */
    String key();
}
