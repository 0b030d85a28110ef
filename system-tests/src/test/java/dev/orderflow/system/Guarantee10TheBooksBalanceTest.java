package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 10: the books balance. Asked of everything that the suite has done, and so after all others.
 *
 * <p>Seen to fail with a pipeline that acknowledges events of unknown types and forgets them.
 */
@Order(Integer.MAX_VALUE - 1)
class Guarantee10TheBooksBalanceTest {

    @Test
    void atRestEverySubscriptionHasReceivedWhatWasRelayed() {
        Stream.of("card-ok", "card-declined", "card-flaky").map(Shop::place).forEach(Shop::awaitMails);

        await().atMost(Running.PATIENCE).untilAsserted(() -> {
            var books = Books.all();
            assertThat(books).allMatch(Books::areBalanced);
            for (var service : books) {
                for (var topic : service.published()) {
                    assertThat(topic.path("waiting").asLong())
                            .as("waiting for the relay")
                            .isZero();
                    books.stream()
                            .flatMap(each -> each.received().stream())
                            .filter(each -> each.path("topic").equals(topic.path("topic")))
                            .forEach(subscription -> assertThat(
                                            subscription.path("received").asLong())
                                    .as("received: %s, published: %s", subscription, topic)
                                    .isEqualTo(topic.path("relayed").asLong()));
                }
            }
            assertThat(books.stream().flatMap(each -> each.received().stream()))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allMatch(each -> each.path("handled").asLong() > 0);
        });
    }
}
