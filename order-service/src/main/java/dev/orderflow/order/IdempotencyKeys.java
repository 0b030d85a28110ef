package dev.orderflow.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Which order was placed under which key. A key is stored in the transaction of its order: both, or neither. */
@Component
class IdempotencyKeys {

    private static final int MOST_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration last;

    IdempotencyKeys(JdbcClient jdbc, JsonMapper json, Clock clock, OrderProperties properties) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.last = properties.idempotencyKeysLast();
    }

    /**
     * Takes a key for an order.
     *
     * @return the order that already has the key, if any
     * @throws IdempotencyKeyReused when that order was placed by another request
     * @throws IdempotencyKeyInUse  when another transaction is about to take the key
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<String> claim(IdempotencyKey key, NewOrder request, String orderId) {
        var fingerprint = fingerprint(request);
        var earlier = find(key);
        if (earlier.isEmpty()) {
            lock(key);
            if (take(key, fingerprint, orderId)) {
                return Optional.empty();
            }
            earlier = find(key); // taken since it was looked for
        }
        if (!earlier.orElseThrow().fingerprint().equals(fingerprint)) {
            throw new IdempotencyKeyReused(key);
        }
        return earlier.map(Claim::orderId);
    }

    private Optional<Claim> find(IdempotencyKey key) {
        return jdbc.sql("select fingerprint, order_id from idempotency_keys where key = ? and created_at > ?")
                .params(key.value(), forgottenBefore())
                .query(Claim.class)
                .optional();
    }

    /** Held until the transaction ends, so whoever has it is at work on the first request with the key. */
    private void lock(IdempotencyKey key) {
        var free = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(key.value())
                .query(Boolean.class)
                .single();
        if (!free) {
            throw new IdempotencyKeyInUse(key);
        }
    }

    private boolean take(IdempotencyKey key, String fingerprint, String orderId) {
        return jdbc.sql("""
            insert into idempotency_keys as known (key, fingerprint, order_id, created_at)
            values (:key, :fingerprint, :order, :now)
            on conflict (key) do update
               set (fingerprint, order_id, created_at) = (excluded.fingerprint, excluded.order_id, excluded.created_at)
             where known.created_at <= :forgottenBefore
            """)
                        .param("key", key.value())
                        .param("fingerprint", fingerprint)
                        .param("order", orderId)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("forgottenBefore", forgottenBefore())
                        .update()
                == 1;
    }

    /** Deletes the keys whose time is over, a few at a time, and leaves alone what another instance is deleting. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forgetOld() {
        int forgotten;
        do {
            forgotten = jdbc.sql("""
                delete from idempotency_keys where key in (
                    select key from idempotency_keys where created_at <= least(?, statement_timestamp() - ? * interval '1 ms')
                     order by created_at limit ? for update skip locked)
                """)
                    .params(forgottenBefore(), last.toMillis(), MOST_AT_ONCE)
                    .update();
        } while (forgotten == MOST_AT_ONCE);
    }

    private Timestamp forgottenBefore() {
        return Timestamp.from(clock.instant().minus(last));
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
