package dev.orderflow.notification;

import static dev.orderflow.notification.OnLocalServers.MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.Customer;
import dev.orderflow.event.Event;
import dev.orderflow.event.Money;
import dev.orderflow.event.OrderCancelled;
import dev.orderflow.event.OrderConfirmed;
import dev.orderflow.event.OrderPlaced;
import dev.orderflow.event.OrderState;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.event.PaymentRefunded;
import dev.orderflow.event.PaymentState;
import dev.orderflow.event.PaymentStatus;
import dev.orderflow.eventbus.publishing.EventPublisher;
import dev.orderflow.eventbus.publishing.NewEvent;
import dev.orderflow.localstack.Mail;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that come by Kafka, and mails that go by SMTP. */
@OnLocalServers
@ExtendWith(OutputCaptureExtension.class)
class NotificationsTest {

    private static final AtomicInteger ORDERS = new AtomicInteger();
    private static final Money TOTAL = new Money(new BigDecimal("25.00"), Currency.getInstance("EUR"));
    private static final Duration MAIL_AFTER_AN_OUTAGE = Duration.ofSeconds(30);

    private final RestTestClient http;
    private final EventPublisher events;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    private final String orderId = "01JD%022d".formatted(ORDERS.incrementAndGet());
    private final Customer customer = new Customer("ada", orderId + "@example.com", null);

    NotificationsTest(RestTestClient http, EventPublisher events, TransactionTemplate transaction, JdbcClient jdbc) {
        this.http = http;
        this.events = events;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    @AfterEach
    void startMail() {
        MAIL.start();
    }

    @Test
    void theCustomerIsToldThatTheOrderIsConfirmed() {
        hear(new OrderPlaced(order(OrderStatus.PENDING)), 1);
        hear(new OrderConfirmed(order(OrderStatus.CONFIRMED)), 2);

        await().untilAsserted(
                        () -> assertThat(published()).containsExactly("NotificationRequested", "NotificationSent"));
        assertThat(mails()).extracting(Mail::subject).containsExactly("Your order %s is confirmed".formatted(orderId));
        http.get()
                .uri("/notifications?orderId=" + orderId)
                .exchange()
                .expectBody()
                .json("{\"notifications\":[{\"about\":\"OrderConfirmed\",\"channel\":\"EMAIL\",\"status\":\"SENT\"}]}")
                .jsonPath("$.notifications[0].id")
                .isEqualTo(mails().getFirst().messageId().replace("@orderflow.dev", ""));
    }

    @Test
    void newsOfTheOrderAndOfItsPaymentAreCountedTogether() {
        hear(new OrderCancelled(order(OrderStatus.CANCELLED)), 1);
        hear(
                new PaymentRefunded(
                        new PaymentState("payment", orderId, customer, PaymentStatus.REFUNDED, TOTAL, "card-ok", null)),
                1);

        await().untilAsserted(() -> assertThat(published())
                .containsExactlyInAnyOrder(
                        "NotificationRequested", "NotificationRequested", "NotificationSent", "NotificationSent"));
        assertThat(versions()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(mails()).hasSize(2);
    }

    @Test
    void aMailThatCannotBeSentNowIsSentLater(CapturedOutput log) {
        MAIL.stop();
        hear(new OrderConfirmed(order(OrderStatus.CONFIRMED)), 1);
        await().until(() -> log.getOut().contains("waits with NotificationRequested v1 of " + orderId));
        MAIL.start();

        await().atMost(MAIL_AFTER_AN_OUTAGE)
                .untilAsserted(() -> assertThat(mails()).hasSize(1));
        await().untilAsserted(() -> assertThat(published()).contains("NotificationSent"));
    }

    @Test
    void newsIsToldForADay() {
        hear(new OrderConfirmed(order(OrderStatus.CONFIRMED)), 1);

        await().untilAsserted(() -> assertThat(published()).hasSize(2));
        var hours =
                jdbc.sql("""
                    select round(extract(epoch from expires_at - created_at) / 3600) from event_bus.event_log
                    where key = ? and type = 'NotificationRequested'\
                    """).param(orderId).query((row, _) -> row.getLong(1)).single();
        assertThat(hours).isEqualTo(24);
    }

    @Test
    void whatIsNoOrderIdIsRefused() {
        http.get().uri("/notifications").exchange().expectStatus().isBadRequest();
        http.get()
                .uri("/notifications?orderId={id}", "\0")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private List<Mail> mails() {
        return MAIL.mails().stream()
                .filter(mail -> mail.to().contains(customer.email()))
                .toList();
    }

    private List<String> published() {
        return log((row, _) -> row.getString("type"));
    }

    private List<Long> versions() {
        return log((row, _) -> row.getLong("version"));
    }

    private <T> List<T> log(RowMapper<T> column) {
        return jdbc.sql("select * from event_bus.event_log where topic = 'notifications' and key = ? order by version")
                .param(orderId)
                .query(column)
                .list();
    }

    /** Says on Kafka what another service would say. */
    private void hear(Event event, int version) {
        transaction.executeWithoutResult(_ -> events.publish(new NewEvent(event, version)));
    }

    private OrderState order(OrderStatus status) {
        return new OrderState(
                orderId,
                customer,
                status,
                List.of(new OrderState.Item("book", 1, TOTAL)),
                TOTAL,
                "card-ok",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(900),
                null);
    }
}
