package dev.orderflow.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderExpired;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentState;
import dev.orderflow.event.PaymentStatus;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.consuming.Delivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OccasionTest {

    private static final String ORDER = "01JD0000000000000000000000";
    private static final Customer ADA = new Customer("ada", "ada@example.com", null);
    private static final Money TOTAL = new Money(new BigDecimal("25.00"), Currency.getInstance("EUR"));
    private static final Delivery DELIVERY =
            new Delivery("0123456789abcdef".repeat(4), ORDER, 1, Instant.EPOCH, 1, null);

    @Test
    void theCustomerIsToldWhatBecameOfTheOrder() {
        var order = order(OrderStatus.CONFIRMED);
        var told = Stream.of(
                        new OrderConfirmed(order),
                        new OrderRejected(order),
                        new OrderExpired(order),
                        new OrderCancelled(order))
                .flatMap(event -> Occasion.of(event, DELIVERY).stream())
                .map(Occasion::about);

        assertThat(told).containsExactly("OrderConfirmed", "OrderRejected", "OrderExpired", "OrderCancelled");
    }

    @Test
    void theCustomerKnowsThatTheOrderWasPlaced() {
        assertThat(Occasion.of(new OrderPlaced(order(OrderStatus.PENDING)), DELIVERY))
                .isEmpty();
    }

    @Test
    void theCustomerIsToldOfMoneyOnlyWhenItComesBack() {
        assertThat(Occasion.of(new PaymentSucceeded(payment(PaymentStatus.SUCCEEDED)), DELIVERY))
                .isEmpty();
        assertThat(Occasion.of(new PaymentDeclined(payment(PaymentStatus.DECLINED)), DELIVERY))
                .isEmpty();
        assertThat(Occasion.of(new PaymentRefunded(payment(PaymentStatus.REFUNDED)), DELIVERY))
                .contains(new Occasion(ORDER, ADA, TOTAL, "PaymentRefunded", DELIVERY.eventId(), Instant.EPOCH, null));
    }

    @Test
    void aNotificationHasTheSameIdHoweverOftenItsEventComes() {
        var occasion = Occasion.of(new OrderConfirmed(order(OrderStatus.CONFIRMED)), DELIVERY)
                .orElseThrow();
        var address = Address.of(ADA).getFirst();

        assertThat(Notification.of(occasion, address, Instant.EPOCH).getId())
                .isEqualTo(Notification.of(occasion, address, Instant.EPOCH).getId())
                .isEqualTo("0123456789abcdef0123456789abcdef-email")
                .isNotEqualTo(Notification.id(DELIVERY.eventId(), Channel.WEBHOOK));
    }

    private static OrderState order(OrderStatus status) {
        return new OrderState(
                ORDER,
                ADA,
                status,
                List.of(new OrderState.Item("book", 1, TOTAL)),
                TOTAL,
                "card-ok",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(900),
                null);
    }

    private static PaymentState payment(PaymentStatus status) {
        return new PaymentState("01JD0000000000000000000001", ORDER, ADA, status, TOTAL, "card-ok", null);
    }
}
