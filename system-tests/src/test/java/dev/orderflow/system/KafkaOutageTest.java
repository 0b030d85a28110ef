package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guarantee 8, for Kafka. */
class KafkaOutageTest {

    @Test
    void ordersAreTakenWhileKafkaIsDownAndConfirmedWhenItIsBack() {
        Running.system().stop("kafka");
        var orders = IntStream.range(0, 20).mapToObj(_ -> Shop.place("card-ok")).toList();
        assertThat(Http.ready(Shop.orders())).isTrue();
        Running.system().start("kafka");

        orders.forEach(order -> Shop.awaitStatus("CONFIRMED", order));
        orders.forEach(Shop::awaitMails);
    }
}
