package dev.orderflow.system;

import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 10: the books balance. Asked of everything that the suite has done, and so after all others.
 *
 * <p>Seen to fail with a pipeline that acknowledges one type of event and settles nothing.
 */
@Order(Integer.MAX_VALUE - 1)
class Guarantee10TheBooksBalanceTest {

    @Test
    void atRestEverySubscriptionHasReceivedWhatWasRelayed() {
        Stream.of("card-ok", "card-declined", "card-flaky").map(Shop::place).forEach(Shop::awaitMails);

        Books.awaitRest();
    }
}
