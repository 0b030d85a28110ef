package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.Mail;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A customer's view of the system, and the gateway's books. */
final class Shop {

    static final Balance PAID_ONCE = new Balance(1, 0, "25.00");
    static final Balance GIVEN_BACK = new Balance(1, 1, "0.00");
    static final Balance NEVER_CHARGED = new Balance(0, 0, "0");

    private Shop() {}

    /** Places an order for 25 euros as a client does that means it: again under the same key, until it is accepted. */
    static String place(String paymentMethod) {
        return place(order(paymentMethod), UUID.randomUUID().toString());
    }

    static String place(String order, String idempotencyKey) {
        return id(await().atMost(Running.PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .until(() -> tryToPlace(order, idempotencyKey), response -> response.statusCode() == 202));
    }

    /** Places an order that is to be paid in such a time. */
    static String placeFor(String expiresIn, String paymentMethod) {
        var order = order(paymentMethod).replace("\"items\"", "\"expiresIn\":\"%s\",\"items\"".formatted(expiresIn));
        return place(order, UUID.randomUUID().toString());
    }

    static void cancel(String orderId) {
        var answer = Http.send(Http.post(orders().resolve("/orders/" + orderId + "/cancellation"), ""));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    static HttpResponse<String> tryToPlace(String order, String idempotencyKey) {
        return Http.send(Http.post(orders().resolve("/orders"), order).header("Idempotency-Key", idempotencyKey));
    }

    static String order(String paymentMethod) {
        return """
            {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"%s",
             "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}]}\
            """.formatted(paymentMethod);
    }

    static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().substring("/orders/".length());
    }

    static void awaitStatus(String status, String orderId) {
        await().atMost(Running.PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(status(orderId))
                        .as("status of order " + orderId)
                        .isEqualTo(status));
    }

    static String status(String orderId) {
        return find(orderId).path("status").asString();
    }

    static JsonNode find(String orderId) {
        return Http.get(orders().resolve("/orders/" + orderId));
    }

    /** All orders that were ever placed. */
    static List<JsonNode> allOrders() {
        var all = new ArrayList<JsonNode>();
        var page = Http.get(orders().resolve("/orders?limit=100"));
        page.path("orders").forEach(all::add);
        while (page.hasNonNull("next")) {
            page = Http.get(orders().resolve(page.path("next").asString()));
            page.path("orders").forEach(all::add);
        }
        return all;
    }

    /** Waits for the mails to the customer about an order. */
    static List<Mail> awaitMails(String orderId) {
        return await().atMost(Running.PATIENCE).until(() -> mails(orderId), mails -> !mails.isEmpty());
    }

    static List<Mail> mails(String orderId) {
        return Running.system().mail().mails().stream()
                .filter(mail -> mail.text().contains(orderId))
                .toList();
    }

    /** What the gateway has of an order's money: how often it charged, and what it keeps. */
    static Balance balance(String orderId) {
        var rows = Http.get(Running.system().uri("payment-service").resolve("/gateway/ledger?key=" + orderId));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Balance(
                        row.path("charges").asInt(),
                        row.path("refunds").asInt(),
                        row.path("kept").asString()))
                .findFirst()
                .orElse(new Balance(0, 0, "0"));
    }

    record Balance(int charges, int refunds, String kept) {}

    static void awaitRelayWaitsForKafka() {
        await().atMost(Running.PATIENCE)
                .until(() -> Http.text(orders().resolve("/actuator/health")).contains("waiting for Kafka"));
    }

    static URI orders() {
        return Running.system().uri("order-service");
    }
}
