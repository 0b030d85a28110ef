package dev.orderflow.notification;

import static dev.orderflow.event.NotificationStatus.FAILED;
import static dev.orderflow.event.NotificationStatus.REQUESTED;
import static dev.orderflow.event.NotificationStatus.SENT;

import dev.orderflow.event.Money;
import dev.orderflow.event.NotificationFailed;
import dev.orderflow.event.NotificationRequested;
import dev.orderflow.event.NotificationSent;
import dev.orderflow.event.NotificationState;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.NotificationStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** One message to a customer over one channel. */
@Entity
@Table(name = "notifications")
class Notification implements Persistable<String> {

    @Id
    private String id;

    private String orderId;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    private String recipient;

    @Enumerated(EnumType.STRING)
    private NotificationStatus status;

    private String about;
    private String aboutEventId;
    private Instant occurredAt;
    private BigDecimal amount;
    private Currency currency;
    private @Nullable String explanation;
    private @Nullable String reason;
    private Instant expiresAt;

    @Transient
    private boolean stored; // without it, JPA would look for a new notification before it inserts it

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Notification() {}

    private Notification(Occasion occasion, Address address, Instant until) {
        id = id(occasion.eventId(), address.channel());
        orderId = occasion.orderId();
        channel = address.channel();
        recipient = address.recipient();
        status = REQUESTED;
        about = occasion.about();
        aboutEventId = occasion.eventId();
        occurredAt = occasion.occurredAt();
        amount = occasion.amount().amount();
        currency = occasion.amount().currency();
        explanation = occasion.explanation();
        expiresAt = until;
    }

    /** @param until when the news is none any more */
    static Notification of(Occasion occasion, Address address, Instant until) {
        return new Notification(occasion, address, until);
    }

    /** The same event gives the same id, so that no event is told twice over one channel. */
    static String id(String eventId, Channel channel) {
        return eventId.substring(0, 32) + "-" + channel.name().toLowerCase(Locale.ROOT);
    }

    NotificationRequested requested() {
        return new NotificationRequested(state());
    }

    /** Empty when it was sent before. */
    Optional<NotificationSent> sent() {
        if (status == SENT) {
            return Optional.empty();
        }
        status = SENT;
        reason = null;
        return Optional.of(new NotificationSent(state()));
    }

    /** Empty when it was sent, or had failed before. */
    Optional<NotificationFailed> failed(String because) {
        if (status != REQUESTED) {
            return Optional.empty();
        }
        status = FAILED;
        reason = because;
        return Optional.of(new NotificationFailed(state()));
    }

    Instant expiresAt() {
        return expiresAt;
    }

    NotificationState state() {
        return new NotificationState(
                id,
                orderId,
                channel,
                recipient,
                status,
                about,
                aboutEventId,
                occurredAt,
                new Money(amount, currency),
                explanation,
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
}
