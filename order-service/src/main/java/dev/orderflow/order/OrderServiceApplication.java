package dev.orderflow.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service. */
@SpringBootApplication
@EnableConfigurationProperties(OrderProperties.class)
@EnableScheduling
public class OrderServiceApplication {

    public static void main(String... args) {
        SpringApplication.run(OrderServiceApplication.class, args);
    }
}
