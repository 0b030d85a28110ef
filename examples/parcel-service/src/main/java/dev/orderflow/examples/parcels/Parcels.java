package dev.orderflow.examples.parcels;

import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Parcels {

    private final JdbcClient jdbc;
    private final EventPublisher events;

    Parcels(JdbcClient jdbc, EventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Sends a parcel, again if it came back, and says so in the same transaction. */
    @Transactional
    void send(String id, String address) {
        long version = jdbc.sql("""
            insert into parcels (id, events) values (?, 1)
            on conflict (id) do update set events = parcels.events + 1
            returning events
            """).param(id).query(Long.class).single();
        events.publish(new NewEvent(new ParcelSent(id, address), version));
    }
}
