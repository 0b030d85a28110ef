package dev.orderflow.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;

/** Signs webhooks with every secret that is in use, so that secrets can be exchanged without a gap. */
final class Signer {

    private final List<Secret> secrets;

    Signer(List<String> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("Webhooks cannot be signed without a secret");
        }
        this.secrets = secrets.stream().map(Secret::of).toList();
    }

    /** The signatures of the very bytes that are sent, newest secret first. */
    String sign(String id, Instant timestamp, byte[] body) {
        var head = "%s.%d.".formatted(id, timestamp.getEpochSecond()).getBytes(UTF_8);
        var content = new byte[head.length + body.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return secrets.stream().map(secret -> secret.sign(content)).collect(joining(" "));
    }
}
