package dev.orderflow.eventbus.publishing;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What the relay is doing, under {@code /actuator/health}. */
final class RelayHealth implements HealthIndicator {

    private volatile Health now = Health.up().withDetail("relay", "starting").build();

    void relays() {
        now = Health.up().withDetail("relay", "relaying").build();
    }

    void standsBy() {
        now = Health.up().withDetail("relay", "standing by").build();
    }

    void waits(LoggedEvent next) {
        now = Health.down()
                .withDetail("relay", "waiting for Kafka")
                .withDetail("position", next.position())
                .build();
    }

    void failed(Throwable reason) {
        now = Health.down().withDetail("relay", "stopped").withException(reason).build();
    }

    @Override
    public Health health() {
        return now;
    }
}
