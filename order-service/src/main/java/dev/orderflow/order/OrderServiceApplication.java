package dev.orderflow.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class OrderServiceApplication {

    public static void main(String... args) {
        SpringApplication.run(OrderServiceApplication.class, args);
    }
}
