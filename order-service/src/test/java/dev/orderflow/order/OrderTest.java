package dev.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.event.OrderStatus;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:04:05.123456789Z");

    private final NewOrder request = new NewOrder(
            "ada",
            "ada@example.com",
            Currency.getInstance("EUR"),
            "card-ok",
            List.of(new NewOrder.NewItem("book", 2, "12.50"), new NewOrder.NewItem("pen", 1, "0.99")),
            Duration.ofSeconds(30),
            URI.create("https://example.com/hook"));
    private final Order order = Order.place(request, NOW);

    @Test
    void aPlacedOrderWaitsForItsPaymentUntilItsDeadline() {
        var placed = order.placed();

        assertThat(placed.version()).isEqualTo(1);
        assertThat(placed.message()).isInstanceOfSatisfying(OrderPlaced.class, event -> {
            assertThat(event.key()).isEqualTo(order.getId());
            assertThat(event.order().status()).isEqualTo(OrderStatus.PENDING);
            assertThat(event.order().expiresAt()).isEqualTo("2026-11-23T15:04:35.123456Z");
            assertThat(event.order().customer().callbackUrl()).hasToString("https://example.com/hook");
        });
    }

    @Test
    void anOrderWaitsFifteenMinutesUnlessItSaysHowLong() {
        var patient = Order.place(
                new NewOrder("ada", "ada@example.com", request.currency(), "card-ok", request.items(), null, null),
                NOW);

        assertThat(patient.expiresAt()).isEqualTo("2026-11-23T15:19:05.123456Z");
    }

    /** The answer to the request and the answer to its repetition, which comes from the database, are the same. */
    @Test
    void aDeadlineIsAsFineAsTheDatabaseKeepsIt() {
        var precise = new NewOrder(
                "ada",
                "ada@example.com",
                request.currency(),
                "card-ok",
                request.items(),
                Duration.ofSeconds(30, 123_456_789),
                null);

        assertThat(Order.place(precise, NOW).expiresAt()).isEqualTo("2026-11-23T15:04:35.246912Z");
    }

    @Test
    void theTotalIsTheSumOfAllItems() {
        assertThat(order.state().total().amount()).isEqualTo(new BigDecimal("25.99"));
    }

    @Test
    void aPaidOrderIsConfirmed() {
        order.placed();
        var confirmed = order.confirmed();

        assertThat(confirmed.version()).isEqualTo(2);
        assertThat(confirmed.message())
                .isInstanceOfSatisfying(
                        OrderConfirmed.class,
                        event -> assertThat(event.order().status()).isEqualTo(OrderStatus.CONFIRMED));
    }

    @Test
    void anOrderWhosePaymentIsDeclinedIsRejectedForThatReason() {
        assertThat(order.rejected("no money").message()).isInstanceOfSatisfying(OrderRejected.class, event -> {
            assertThat(event.order().status()).isEqualTo(OrderStatus.REJECTED);
            assertThat(event.order().reason()).isEqualTo("no money");
        });
    }

    @Test
    void aPendingOrderCanBeCancelled() {
        assertThat(order.cancelled().message()).isInstanceOf(OrderCancelled.class);
    }

    @Test
    void aConfirmedOrderCanBeCancelled() {
        order.confirmed();

        assertThat(order.cancelled().message()).isInstanceOf(OrderCancelled.class);
    }

    @Test
    void aRejectedOrderCannotBeCancelled() {
        order.placed();
        order.rejected("no money");

        assertThatThrownBy(order::cancelled).isInstanceOf(OrderNotCancellable.class);
        assertThat(order.eTag().tag()).isEqualTo("2");
    }

    @Test
    void anOrderCannotBeCancelledTwice() {
        order.cancelled();

        assertThatThrownBy(order::cancelled).isInstanceOf(OrderNotCancellable.class);
    }

    @Test
    void aDecidedOrderIsNeverDecidedAgain() {
        order.cancelled();

        assertThat(order.isPending()).isFalse();
        assertThatThrownBy(order::confirmed).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> order.rejected("late")).isInstanceOf(IllegalStateException.class);
        assertThat(order.state().status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void theAnswerToARepeatedRequestShowsTheOrderAsItWasPlaced() {
        var first = OrderView.asPlaced(order);
        order.rejected("no money");

        assertThat(OrderView.asPlaced(order)).isEqualTo(first);
        assertThat(OrderView.of(order).status()).isEqualTo(OrderStatus.REJECTED);
    }
}
