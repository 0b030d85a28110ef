package dev.orderflow.payment;

import static dev.orderflow.payment.Standing.DECLINED;
import static dev.orderflow.payment.Standing.OPEN;
import static dev.orderflow.payment.Standing.REFUNDED;
import static dev.orderflow.payment.Standing.SUCCEEDED;
import static dev.orderflow.payment.Standing.VOIDED;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.orderflow.event.Customer;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.PaymentDeclined;
import dev.orderflow.event.PaymentEvent;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentState;
import dev.orderflow.event.PaymentStatus;
import dev.orderflow.event.PaymentSucceeded;
import dev.orderflow.eventbus.publishing.NewEvent;
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
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** The payment of one order, as far as the gateway's answers tell. */
@Entity
@Table(name = "payments")
class Payment implements Persistable<String> {

    @Id
    private String id;

    private String orderId;
    private String customerId;
    private String email;
    private @Nullable String callbackUrl;

    @Enumerated(EnumType.STRING)
    private Standing standing;

    private BigDecimal amount;
    private Currency currency;
    private String paymentMethod;
    private @Nullable String reason;

    private long events;

    @Transient
    private boolean stored; // without it, JPA would look for a new payment before it inserts it

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Payment() {}

    private Payment(OrderState order) {
        var customer = order.customer();
        id = UlidCreator.getMonotonicUlid().toString();
        orderId = order.orderId();
        customerId = customer.customerId();
        email = customer.email();
        callbackUrl =
                customer.callbackUrl() == null ? null : customer.callbackUrl().toString();
        standing = OPEN;
        amount = order.total().amount();
        currency = order.total().currency();
        paymentMethod = order.paymentMethod();
    }

    static Payment of(OrderState order) {
        return new Payment(order);
    }

    /** Takes in an answer of the gateway, in whatever order answers come, and announces what is news in it. */
    Optional<NewEvent> after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Charged _ -> charged();
            case Outcome.Declined declined -> declined(declined.reason());
            // Only a cancelled or expired order is voided: it is final and ignores this. After a void by hand, the
            // order is still pending, and must hear that nobody will pay.
            case Outcome.Refused _ -> declined("The charge was voided before it was made");
            case Outcome.Refunded _ -> refunded();
            case Outcome.Voided _ -> voided();
            case Outcome.NotAsked _ -> Optional.empty();
        };
    }

    private Optional<NewEvent> charged() {
        return switch (standing) {
            case OPEN -> become(SUCCEEDED, PaymentSucceeded::new);
            case SUCCEEDED -> Optional.empty();
            case DECLINED, REFUNDED, VOIDED -> throw contradiction("charged");
        };
    }

    private Optional<NewEvent> declined(String because) {
        if (standing != OPEN) {
            return Optional.empty(); // a charge that is asked for again changes nothing
        }
        reason = because;
        return become(DECLINED, PaymentDeclined::new);
    }

    private Optional<NewEvent> refunded() {
        return switch (standing) {
            // OPEN: the gateway charged and nobody heard, so success was never announced, and the refund is news
            case OPEN, SUCCEEDED -> become(REFUNDED, PaymentRefunded::new);
            case REFUNDED -> Optional.empty();
            case DECLINED, VOIDED -> throw contradiction("refunded");
        };
    }

    private Optional<NewEvent> voided() {
        return switch (standing) {
            case OPEN -> {
                standing = VOIDED;
                yield Optional.empty();
            }
            case DECLINED, VOIDED -> Optional.empty();
            case SUCCEEDED, REFUNDED -> throw contradiction("never charged");
        };
    }

    private Optional<NewEvent> become(Standing next, Function<PaymentState, PaymentEvent> event) {
        standing = next;
        return Optional.of(new NewEvent(event.apply(state()), ++events));
    }

    /** The gateway's books and ours disagree about money: somebody has to look. */
    private IllegalStateException contradiction(String answer) {
        return new IllegalStateException(
                "The gateway says that order %s was %s, but its payment is %s".formatted(orderId, answer, standing));
    }

    private PaymentState state() {
        return new PaymentState(
                id,
                orderId,
                new Customer(customerId, email, callbackUrl == null ? null : URI.create(callbackUrl)),
                PaymentStatus.valueOf(standing.name()),
                amount(),
                paymentMethod,
                reason);
    }

    PaymentView view() {
        return new PaymentView(id, orderId, standing, amount(), paymentMethod, reason);
    }

    private Money amount() {
        return new Money(amount, currency);
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
}
