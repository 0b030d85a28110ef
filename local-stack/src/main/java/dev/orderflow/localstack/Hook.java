package dev.orderflow.localstack;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook that arrived.
 *
 * @param id        its {@code webhook-id}, empty if there is none
 * @param timestamp its {@code webhook-timestamp}
 * @param problem   why it is not to be trusted; empty when its signature is good
 * @param answered  the status that it was answered with
 * @param body      as it came
 */
public record Hook(
        Instant received,
        String path,
        String id,
        String timestamp,
        Optional<String> problem,
        int answered,
        String body) {
    public boolean valid() {
        return problem.isEmpty();
    }
}
