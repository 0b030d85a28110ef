package dev.orderflow.eventbus.books;

import dev.orderflow.eventbus.books.Books.Published;
import dev.orderflow.eventbus.books.Books.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many events of an account are in which place. */
final class Counts {

    /** Where an event that arrived is. */
    private static final List<String> PLACES =
            List.of("handled", "skipped", "expired", "discarded", "dead", "retrying", "waiting");

    private final Map<Account, Map<String, Long>> counts = new TreeMap<>();

    /** What is counted together: the events of a topic at a subscription, or in the event log when that is empty. */
    record Account(String subscription, String topic) implements Comparable<Account> {

        @Override
        public int compareTo(Account other) {
            int bySubscription = subscription.compareTo(other.subscription);
            return bySubscription != 0 ? bySubscription : topic.compareTo(other.topic);
        }
    }

    /** @param accounts those that are in the books though nothing has arrived yet */
    Counts(List<Account> accounts) {
        accounts.forEach(each -> counts.put(each, new HashMap<>()));
    }

    void add(Account account, String place, long count) {
        counts.computeIfAbsent(account, _ -> new HashMap<>()).merge(place, count, Long::sum);
    }

    Books books() {
        var published = new ArrayList<Published>();
        var received = new ArrayList<Received>();
        counts.forEach((account, by) -> {
            if (account.subscription().isEmpty()) {
                published.add(published(account, by));
            } else {
                received.add(received(account, by));
            }
        });
        return new Books(published, received);
    }

    private static Published published(Account account, Map<String, Long> by) {
        return new Published(
                account.topic(),
                by.getOrDefault("published", 0L),
                by.getOrDefault("relayed", 0L),
                by.getOrDefault("expired", 0L),
                by.getOrDefault("waiting", 0L));
    }

    private static Received received(Account account, Map<String, Long> by) {
        long found =
                PLACES.stream().mapToLong(place -> by.getOrDefault(place, 0L)).sum();
        long again = by.getOrDefault("found again", 0L);
        return new Received(
                account.subscription(),
                account.topic(),
                found - again,
                by.getOrDefault("handled", 0L),
                by.getOrDefault("skipped", 0L),
                by.getOrDefault("expired", 0L),
                by.getOrDefault("discarded", 0L),
                by.getOrDefault("dead", 0L),
                by.getOrDefault("retrying", 0L),
                by.getOrDefault("waiting", 0L),
                by.getOrDefault("unreadable", 0L));
    }
}
