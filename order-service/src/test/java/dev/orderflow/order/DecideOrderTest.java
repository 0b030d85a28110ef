package dev.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentState;
import dev.orderflow.event.PaymentStatus;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Limit;

class DecideOrderTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private final Order order = Order.place(
            new NewOrder(
                    "ada",
                    "ada@example.com",
                    EUR,
                    "card-ok",
                    List.of(new NewOrder.NewItem("book", 2, "12.50")),
                    null,
                    null),
            Instant.parse("2026-11-23T15:04:05Z"));
    private final List<NewEvent> published = new ArrayList<>();
    private final DecideOrder decideOrder = new DecideOrder(new OneOrder(order), new Published(published));

    @Test
    void aPaymentConfirmsAPendingOrder() {
        decideOrder.by(new PaymentSucceeded(payment(order.getId(), PaymentStatus.SUCCEEDED, null)));

        assertThat(order.state().status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(published).extracting(NewEvent::message).singleElement().isInstanceOf(OrderConfirmed.class);
    }

    @Test
    void aDeclinedPaymentRejectsAPendingOrder() {
        decideOrder.by(new PaymentDeclined(payment(order.getId(), PaymentStatus.DECLINED, "no money")));

        assertThat(order.state().reason()).isEqualTo("no money");
        assertThat(published).extracting(NewEvent::message).singleElement().isInstanceOf(OrderRejected.class);
    }

    @Test
    void aPaymentThatComesAfterTheCancellationChangesNothing() {
        order.cancelled();

        decideOrder.by(new PaymentSucceeded(payment(order.getId(), PaymentStatus.SUCCEEDED, null)));
        decideOrder.by(new PaymentDeclined(payment(order.getId(), PaymentStatus.DECLINED, "no money")));

        assertThat(order.state().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(published).isEmpty();
    }

    @Test
    void aRefundChangesNothing() {
        decideOrder.by(new PaymentRefunded(payment(order.getId(), PaymentStatus.REFUNDED, null)));

        assertThat(order.isPending()).isTrue();
        assertThat(published).isEmpty();
    }

    @Test
    void aPaymentOfAnOrderThatNobodyKnowsComesAgain() {
        var stray = new PaymentSucceeded(payment("01JD0000000000000000000000", PaymentStatus.SUCCEEDED, null));

        assertThatThrownBy(() -> decideOrder.by(stray)).isInstanceOf(OrderNotFound.class);
    }

    private static PaymentState payment(String orderId, PaymentStatus status, @Nullable String reason) {
        return new PaymentState(
                "01JD0000000000000000000001",
                orderId,
                new Customer("ada", "ada@example.com", null),
                status,
                new Money(new BigDecimal("25.00"), EUR),
                "card-ok",
                reason);
    }

    private record Published(List<NewEvent> events) implements EventPublisher {

        @Override
        public String publish(NewEvent event) {
            events.add(event);
            return "";
        }

        @Override
        public String publish(NewEvent event, Instant expiresAt) {
            return publish(event);
        }
    }

    private record OneOrder(Order order) implements Orders {

        @Override
        public Order save(Order order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Order> findById(String id) {
            return order.getId().equals(id) ? Optional.of(order) : Optional.empty();
        }

        @Override
        public Optional<Order> findForUpdate(String id) {
            return findById(id);
        }

        @Override
        public List<Order> findOverdueForUpdate(Instant now, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Order> findByIdIn(Collection<String> ids) {
            return List.of();
        }

        @Override
        public List<Order> findByIdGreaterThanOrderById(String after, Limit limit) {
            return List.of(order);
        }

        @Override
        public List<Order> findByStatusAndIdGreaterThanOrderById(OrderStatus status, String after, Limit limit) {
            return List.of(order);
        }
    }
}
