package dev.orderflow.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class NotificationServiceApplication {

    public static void main(String... args) {
        SpringApplication.run(NotificationServiceApplication.class, args);
    }
}
