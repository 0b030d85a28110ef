package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 5: one failing key never holds up another.
 *
 * <p>Seen to fail with a consumer that waits, on its own thread, until the key that it has parked is free.
 */
class Guarantee05OneFailingKeyHoldsUpNoOtherTest {

    @AfterEach
    void resetTheGateway() {
        GatewaySwitch.reset();
    }

    @Test
    void ordersOfTheSamePartitionAreConfirmedWhileOneFails() {
        var failing = Shop.place("card-broken");
        await().atMost(Running.PATIENCE)
                .until(() -> !EventTables.of("payments").parked(failing).isEmpty());
        var neighbours = Stream.generate(() -> Shop.place("card-ok")).limit(6).toList();
        while (neighbours.stream().noneMatch(each -> partition(each) == partition(failing))) {
            neighbours = Stream.generate(() -> Shop.place("card-ok")).limit(6).toList();
        }

        neighbours.forEach(each -> Shop.awaitStatus("CONFIRMED", each));
        assertThat(EventTables.of("payments").parked(failing)).isNotEmpty();
        GatewaySwitch.mend("card-broken");
        Desk.of("payment-service").awaitFree(failing);
        Shop.awaitStatus("CONFIRMED", failing);
    }

    private static int partition(String order) {
        return TopicReader.partition("orders", order);
    }
}
