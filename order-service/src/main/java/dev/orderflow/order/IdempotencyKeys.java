package dev.orderflow.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Which order was placed under which key. A key is stored in the transaction of its order: both, or neither. */
@Component
class IdempotencyKeys {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    IdempotencyKeys(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Takes a key for an order, and waits first for another transaction that is about to take the same key.
     *
     * @return the order that already has the key, if any
     * @throws IdempotencyKeyReused when that order was placed by another request
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<String> claim(IdempotencyKey key, NewOrder request, String orderId) {
        var fingerprint = fingerprint(request);
        var claimed = jdbc.sql("""
            insert into idempotency_keys (key, fingerprint, order_id) values (?, ?, ?)
            on conflict (key) do nothing\
            """).params(key.value(), fingerprint, orderId).update();
        if (claimed == 1) {
            return Optional.empty();
        }
        var earlier = jdbc.sql("select fingerprint, order_id from idempotency_keys where key = ?")
                .param(key.value())
                .query(Claim.class)
                .single();
        if (!earlier.fingerprint().equals(fingerprint)) {
            throw new IdempotencyKeyReused(key);
        }
        return Optional.of(earlier.orderId());
    }

    private String fingerprint(NewOrder request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private record Claim(String fingerprint, String orderId) {}
}
