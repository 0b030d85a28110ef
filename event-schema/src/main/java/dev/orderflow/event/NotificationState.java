package dev.orderflow.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to the customer over one channel, as it stood after an event.
 *
 * @param notificationId the same however often the message is tried
 * @param recipient      an e-mail address or a URL, by channel
 * @param about          the type of the event that the customer is told of, such as {@code OrderConfirmed}
 * @param aboutEventId   the id of that event
 * @param occurredAt     when that event happened
 * @param explanation    why it happened, as far as the customer is to know, such as why the payment was declined
 * @param reason         why the delivery failed for good; null in every other status
 */
public record NotificationState(
        String notificationId,
        String orderId,
        Channel channel,
        String recipient,
        NotificationStatus status,
        String about,
        String aboutEventId,
        Instant occurredAt,
        Money amount,
        @Nullable String explanation,
        @Nullable String reason) {

    /** A way to reach a customer. */
    public enum Channel {
        EMAIL,
        WEBHOOK
    }
}
