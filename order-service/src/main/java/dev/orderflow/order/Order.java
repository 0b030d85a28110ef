package dev.orderflow.order;

import static dev.orderflow.event.OrderStatus.CANCELLED;
import static dev.orderflow.event.OrderStatus.CONFIRMED;
import static dev.orderflow.event.OrderStatus.EXPIRED;
import static dev.orderflow.event.OrderStatus.PENDING;
import static dev.orderflow.event.OrderStatus.REJECTED;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderEvent;
import dev.orderflow.event.OrderExpired;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderRejected;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.eventbus.publishing.NewEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;
import org.springframework.http.ETag;

/** What a customer wants to buy and what became of it. Each transition returns the event that announces it. */
@Entity
@Table(name = "orders")
class Order implements Persistable<String> {

    @Id
    private String id;

    private String customerId;
    private String email;
    private @Nullable String callbackUrl;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private List<Item> items;

    private Currency currency;
    private BigDecimal total;
    private String paymentMethod;
    private Instant placedAt;
    private Instant expiresAt;
    private @Nullable String reason;

    private long events;

    @Transient
    private boolean stored; // without it, JPA would look for a new order before it inserts it

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Order() {}

    private Order(NewOrder request, Instant now) {
        id = UlidCreator.getMonotonicUlid().toString();
        customerId = request.customerId();
        email = request.email();
        callbackUrl =
                request.callbackUrl() == null ? null : request.callbackUrl().toString();
        status = PENDING;
        items = request.items().stream().map(NewOrder.NewItem::toItem).toList();
        currency = request.currency();
        total = items.stream().map(Item::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        paymentMethod = request.paymentMethod();
        placedAt = now.truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        expiresAt = placedAt.plus(request.timeToPay()).truncatedTo(ChronoUnit.MICROS);
    }

    static Order place(NewOrder request, Instant now) {
        return new Order(request, now);
    }

    NewEvent placed() {
        return next(new OrderPlaced(state()));
    }

    NewEvent confirmed() {
        leavePendingFor(CONFIRMED);
        return next(new OrderConfirmed(state()));
    }

    NewEvent rejected(String because) {
        leavePendingFor(REJECTED);
        reason = because;
        return next(new OrderRejected(state()));
    }

    NewEvent expired() {
        leavePendingFor(EXPIRED);
        return next(new OrderExpired(state()));
    }

    NewEvent cancelled() {
        if (status != PENDING && status != CONFIRMED) {
            throw new OrderNotCancellable(id, status);
        }
        status = CANCELLED;
        return next(new OrderCancelled(state()));
    }

    boolean isPending() {
        return status == PENDING;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Names the order as it is now. */
    ETag eTag() {
        return new ETag(Long.toString(events), false);
    }

    OrderState state() {
        return new OrderState(
                id,
                new Customer(customerId, email, callbackUrl == null ? null : URI.create(callbackUrl)),
                status,
                items.stream().map(this::state).toList(),
                money(total),
                paymentMethod,
                placedAt,
                expiresAt,
                reason);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    private void rememberThatItIsStored() {
        stored = true;
    }

    private void leavePendingFor(OrderStatus next) {
        if (status != PENDING) {
            throw new IllegalStateException("Order %s is %s and cannot become %s".formatted(id, status, next));
        }
        status = next;
    }

    private NewEvent next(OrderEvent event) {
        return new NewEvent(event, ++events);
    }

    private OrderState.Item state(Item item) {
        return new OrderState.Item(item.sku(), item.quantity(), money(item.unitPrice()));
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, currency);
    }
}
