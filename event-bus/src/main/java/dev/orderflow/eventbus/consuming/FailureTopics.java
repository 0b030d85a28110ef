package dev.orderflow.eventbus.consuming;

/** The names of the topics that failed events go to: each subscription has its own. */
final class FailureTopics {

    /** @param number 1 is the first */
    static String retry(String topic, String subscription, int number) {
        return "%s.%s.retry-%d".formatted(topic, subscription, number);
    }

    static String deadLetter(String topic, String subscription) {
        return "%s.%s.dlt".formatted(topic, subscription);
    }

    private FailureTopics() {}
}
