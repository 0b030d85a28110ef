package dev.orderflow.notification;

import static java.util.stream.Collectors.groupingBy;

import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.consuming.Delivery;
import dev.orderflow.eventbus.http.VisibleText;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was tried to deliver each notification, and what came of it. */
@Component
class Deliveries {

    private static final int LONGEST_ANSWER = 300;

    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Tries to deliver and puts the try on record, in a statement of its own after the call: the transaction that a
     * failure rolls back is another one, and no connection is held meanwhile.
     */
    Outcome recorded(NotificationState notification, Delivery delivery, Supplier<Outcome.Tried> call) {
        Outcome.Tried outcome;
        try {
            outcome = call.get();
        } catch (RuntimeException e) {
            record(notification, delivery, false, String.valueOf(e.getMessage()));
            throw e;
        }
        record(notification, delivery, outcome instanceof Outcome.Sent, outcome.answer());
        return outcome;
    }

    /**
     * A try that is like the last one, of the same attempt, is counted: a subscription that waits for the mail server
     * tries every few seconds.
     */
    private void record(NotificationState notification, Delivery delivery, boolean delivered, String answer) {
        jdbc.sql("""
            with again as (
                update deliveries set at = :at, times = times + 1
                 where id = (select max(id) from deliveries where notification_id = :notification)
                   and attempt = :attempt and delivered = :delivered and answer = :answer
                returning id)
            insert into deliveries (notification_id, request_id, attempt, at, delivered, answer)
            select :notification, :request, :attempt, :at, :delivered, :answer where not exists (select from again)
            """)
                .param("notification", notification.notificationId())
                .param("request", delivery.eventId())
                .param("attempt", delivery.attempt())
                .param("at", Timestamp.from(clock.instant()))
                .param("delivered", delivered)
                .param("answer", oneLine(answer))
                .update();
    }

    /** The tries of each notification of an order, in the order in which they were made. */
    Map<String, List<Try>> ofOrder(String orderId) {
        return jdbc
                .sql("""
                    select d.* from deliveries d join notifications n on n.id = d.notification_id
                     where n.order_id = ? order by d.id
                    """)
                .param(orderId)
                .query((row, _) -> new Try(
                        row.getString("notification_id"),
                        row.getString("request_id"),
                        row.getInt("attempt"),
                        row.getTimestamp("at").toInstant(),
                        row.getInt("times"),
                        row.getBoolean("delivered"),
                        row.getString("answer")))
                .list()
                .stream()
                .collect(groupingBy(Try::notificationId));
    }

    /** What came of the last try. */
    Optional<String> lastAnswer(String notificationId) {
        return jdbc.sql("select answer from deliveries where notification_id = ? order by id desc limit 1")
                .param(notificationId)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    private static String oneLine(String text) {
        var line = VisibleText.of(text).replaceAll(" {2,}", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_ANSWER));
    }

    /**
     * One try.
     *
     * @param requestId the id of the event that asks for the notification
     * @param times     how often it was made, {@code at} being the last time
     */
    record Try(
            String notificationId,
            String requestId,
            int attempt,
            Instant at,
            int times,
            boolean delivered,
            String answer) {}
}
