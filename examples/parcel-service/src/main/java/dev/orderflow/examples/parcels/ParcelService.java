package dev.orderflow.examples.parcels;

import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends parcels, and keeps a list of their journeys. */
@SpringBootApplication
class ParcelService {

    static void main(String[] arguments) {
        SpringApplication.run(ParcelService.class, arguments);
    }

    @Bean
    Subscription<?> journeys(Subscriptions subscriptions, JdbcClient jdbc) {
        return subscriptions.to(ParcelEvent.class).handle(event -> {
            switch (event) { // sealed: a new event does not compile until somebody decides
                case ParcelSent sent ->
                    jdbc.sql("insert into journeys (parcel_id, address) values (?, ?)")
                            .param(sent.parcelId())
                            .param(sent.address())
                            .update();
            }
        });
    }
}
