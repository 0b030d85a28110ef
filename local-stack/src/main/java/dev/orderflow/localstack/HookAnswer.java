package dev.orderflow.localstack;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What hooks are answered with.
 *
 * @param retryAfter the header of that name, in seconds; null for none
 */
record HookAnswer(int status, @Nullable Integer retryAfter) {
    static final HookAnswer OK = new HookAnswer(200, null);

    /** @throws IllegalArgumentException when it is not such an answer */
    static HookAnswer of(JsonNode json) {
        var status = json.path("status").asInt(0);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    "{\"status\":200} to 599, and with it \"retryAfter\" in seconds if you like");
        }
        var seconds = json.path("retryAfter");
        return new HookAnswer(status, seconds.isMissingNode() ? null : Math.max(0, seconds.asInt(0)));
    }
}
