package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Guarantee 3: an event takes effect at most once in each consumer's database. */
class RepeatedEventTest {

    @Test
    void topicsThatAreSentAgainHaveNoNewEffect() {
        var order = Shop.place("card-ok");
        Shop.awaitMails(order);
        for (var topic : List.of("orders", "payments", "notifications")) {
            TopicReader.sendAgain(TopicReader.records(topic));
        }
        TopicReader.awaitConsumed();
        var next = Shop.place("card-ok");
        Shop.awaitMails(next);
        await().until(() -> isSent(next));

        assertThat(Shop.mails(order)).hasSize(1);
        assertThat(Shop.balance(order)).isEqualTo(new Shop.Balance(1, 0, "25.00"));
        for (var service : List.of("orders", "payments", "notifications")) {
            assertThat(published(service, order))
                    .as("events that %s published", service)
                    .isEqualTo(published(service, next));
        }
    }

    private static boolean isSent(String order) {
        return published("notifications", order).contains("NotificationSent");
    }

    private static List<String> published(String database, String order) {
        return Running.database(database)
                .sql("select type from event_bus.event_log where key = ? order by position")
                .param(order)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
