package dev.orderflow.payment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class PaymentServiceApplication {

    public static void main(String... args) {
        SpringApplication.run(PaymentServiceApplication.class, args);
    }
}
