package dev.orderflow.payment.gateway;

import dev.orderflow.payment.gateway.Answer.Status;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The gateway's books: what became of each key, and the money that was moved under it. */
@Component
class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Charges once per key; the same key again gets the same answer, until it is voided. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    Answer charge(String key, Charge charge, Card card) {
        jdbc.sql("""
            insert into gateway.keys (key, status, amount, currency, method) values (?, 'OPEN', ?, ?, ?)
            on conflict (key) do nothing\
            """)
                .params(key, charge.amount(), charge.currency().getCurrencyCode(), charge.method())
                .update();
        var entry = lock(key);
        entry.refuseAnotherRequest(key, charge);
        return switch (entry.status()) {
            case OPEN -> charge(key, charge, card.charge(entry.failures()));
            case CHARGED -> Answer.of(Status.CHARGED);
            case DECLINED -> new Answer(Status.DECLINED, entry.reason());
            case REFUNDED, VOIDED -> new Answer(Status.REFUSED, "The key was voided");
        };
    }

    private Answer charge(String key, Charge charge, Answer answer) {
        switch (answer.status()) {
            case CHARGED -> {
                jdbc.sql("insert into gateway.charges (key, amount, currency) values (?, ?, ?)")
                        .params(key, charge.amount(), charge.currency().getCurrencyCode())
                        .update();
                settle(key, KeyStatus.CHARGED, null);
            }
            case DECLINED -> settle(key, KeyStatus.DECLINED, answer.reason());
            case FAILED ->
                jdbc.sql("update gateway.keys set failures = failures + 1 where key = ?")
                        .param(key)
                        .update();
            case REFUSED, REFUNDED, VOIDED -> throw new IllegalArgumentException("No card answers " + answer);
        }
        return answer;
    }

    /** Gives back what was charged under the key, or sees to it that nothing ever is. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    Answer voidKey(String key) {
        jdbc.sql("insert into gateway.keys (key, status) values (?, 'OPEN') on conflict (key) do nothing")
                .param(key)
                .update();
        return switch (lock(key).status()) {
            case CHARGED -> {
                jdbc.sql("update gateway.charges set refunded_at = now() where key = ?")
                        .param(key)
                        .update();
                settle(key, KeyStatus.REFUNDED, null);
                yield Answer.of(Status.REFUNDED);
            }
            case OPEN, DECLINED -> {
                settle(key, KeyStatus.VOIDED, null);
                yield Answer.of(Status.VOIDED);
            }
            case REFUNDED -> Answer.of(Status.REFUNDED);
            case VOIDED -> Answer.of(Status.VOIDED);
        };
    }

    /** The money that was moved under a key; empty when none was. */
    List<Balance> balances(String key) {
        return jdbc.sql("""
            select currency,
                   count(*)                                                   as charges,
                   count(refunded_at)                                         as refunds,
                   sum(amount)                                                as charged,
                   sum(amount * (refunded_at is not null)::int)               as refunded,
                   sum(amount * (refunded_at is null)::int)                   as kept
            from gateway.charges
            where key = :key
            group by currency\
            """)
                .param("key", key)
                .query(DataClassRowMapper.newInstance(Balance.class))
                .list();
    }

    /** Duplicates of a request wait here for each other. */
    private Entry lock(String key) {
        return jdbc.sql("select status, amount, currency, method, reason, failures from gateway.keys where key = ? for"
                        + " update")
                .param(key)
                .query(Entry.class)
                .single();
    }

    private void settle(String key, KeyStatus status, @Nullable String reason) {
        jdbc.sql("update gateway.keys set status = :status, reason = :reason where key = :key")
                .param("status", status.name())
                .param("reason", reason)
                .param("key", key)
                .update();
    }

    private enum KeyStatus {
        OPEN,
        CHARGED,
        DECLINED,
        REFUNDED,
        VOIDED
    }

    private record Entry(
            KeyStatus status,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String method,
            @Nullable String reason,
            int failures) {

        void refuseAnotherRequest(String key, Charge charge) {
            var same = amount == null // voided before any charge was asked for
                    || (amount.compareTo(charge.amount()) == 0
                            && charge.currency().getCurrencyCode().equals(currency)
                            && charge.method().equals(method));
            if (!same) {
                throw GatewayProblem.keyReused(key);
            }
        }
    }
}
