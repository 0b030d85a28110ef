package dev.orderflow.localstack;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The services, as far as who starts them has to know them. */
enum Service {
    ORDER("order-service", "orders"),
    PAYMENT("payment-service", "payments"),
    NOTIFICATION("notification-service", "notifications");

    final String title;
    final String database;

    Service(String title, String database) {
        this.title = title;
        this.database = database;
    }

    static Service named(String title) {
        return all().filter(service -> service.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No service is named " + title));
    }

    static Stream<Service> all() {
        return Arrays.stream(values());
    }

    Path jar(Path repository) {
        return repository.resolve(title).resolve("target").resolve(title + ".jar");
    }
}
