package dev.orderflow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EventFamilyTest {

    @Test
    void aFamilyKnowsItsTopicAndItsTypes() {
        var orders = EventFamily.of(OrderEvent.class);

        assertThat(orders.topic()).isEqualTo("orders");
        assertThat(orders.type("OrderPlaced")).contains(OrderPlaced.class);
        assertThat(orders.type("PaymentDeclined")).isEmpty();
    }

    @Test
    void anEventTravelsOnTheTopicOfItsFamily() {
        assertThat(EventFamily.topicOf(PaymentRefunded.class)).isEqualTo("payments");
        assertThat(EventFamily.topicOf(Stocked.class)).isEqualTo("stock");
    }

    @Test
    void aFamilyMayBeDividedFurther() {
        assertThat(EventFamily.of(StockEvent.class).type("Stocked")).contains(Stocked.class);
    }

    @Test
    void anEventWithoutTopicIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFamily.of(Homeless.class))
                .withMessage(Homeless.class.getName() + " has no @Topic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFamily.topicOf(Lost.class))
                .withMessageContaining(Lost.class.getName());
    }

    @Test
    void anOpenFamilyIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFamily.of(Open.class))
                .withMessage(Open.class.getName() + " is not a sealed interface");
    }

    @Test
    void aTopicOfANameThatKafkaDoesNotTakeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFamily.topicOf(Misnamed.class))
                .withMessage(Misnamed.class.getName() + ": Kafka takes no topic 'my parcels'");
    }

    @Topic("my parcels")
    record Misnamed(String key) implements Event {}

    @Topic("stock")
    sealed interface StockEvent extends Event {}

    sealed interface StockArrival extends StockEvent {}

    record Stocked(String key) implements StockArrival {}

    sealed interface Homeless extends Event {}

    record Lost(String key) implements Homeless {}

    @Topic("open")
    interface Open extends Event {}
}
