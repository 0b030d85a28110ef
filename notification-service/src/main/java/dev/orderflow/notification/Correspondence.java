package dev.orderflow.notification;

import dev.orderflow.event.NotificationEvent;
import dev.orderflow.eventbus.publishing.NewEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** All that a customer is told about one order; its events are counted together, whatever notification they are of. */
@Entity
@Table(name = "correspondences")
class Correspondence {

    @Id
    private String orderId;

    private long events;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Correspondence() {}

    Correspondence(String orderId) {
        this.orderId = orderId;
    }

    NewEvent next(NotificationEvent event) {
        if (!event.key().equals(orderId)) {
            throw new IllegalArgumentException("%s is not about order %s".formatted(event, orderId));
        }
        return new NewEvent(event, ++events);
    }
}
