package dev.orderflow.eventbus.books;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Every event that this service has published or received, counted once, by where it is at one moment. */
record Books(List<Published> published, List<Received> received) {

    @JsonProperty("balanced")
    boolean areBalanced() {
        return published.stream().allMatch(Published::isBalanced)
                && received.stream().allMatch(Received::isBalanced);
    }

    /**
     * The events in the event log for one topic. The other end of the topic is in other services' books: at rest, each
     * subscription has received as many as were relayed.
     *
     * @param expired whose time to live was over before they were relayed
     * @param waiting for the relay
     */
    record Published(String topic, long published, long relayed, long expired, long waiting) {

        @JsonProperty("balanced")
        boolean isBalanced() {
            return published == relayed + expired + waiting;
        }
    }

    /**
     * The events of one topic that arrived at one subscription, each once, however often it arrived.
     *
     * @param received   different ids
     * @param retrying   heads of parked keys that will be attempted again
     * @param waiting    behind the head of their key
     * @param unreadable records that hold no event; they are not among the received
     */
    record Received(
            String subscription,
            String topic,
            long received,
            long handled,
            long skipped,
            long expired,
            long discarded,
            long dead,
            long retrying,
            long waiting,
            long unreadable) {

        @JsonProperty("balanced")
        boolean isBalanced() {
            return received == handled + skipped + expired + discarded + dead + retrying + waiting;
        }
    }
}
