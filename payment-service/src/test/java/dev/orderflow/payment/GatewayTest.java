package dev.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What the simulated gateway promises to whoever calls it. */
@OnLocalServers
class GatewayTest {

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final RestTestClient http;
    private final String key = UUID.randomUUID().toString();

    GatewayTest(RestTestClient http) {
        this.http = http;
    }

    @Test
    void aKeyIsChargedOnceHoweverManyAskAtTheSameTime() throws Exception {
        assertThat(atOnce(Collections.nCopies(16, () -> charge(key, "card-ok", "25.00"))))
                .containsOnly("200 {\"status\":\"charged\"}");
        assertThat(ledger()).contains("\"charges\":1,", "\"kept\":\"25.00\"");
    }

    @Test
    void aKeyThatIsChargedAndVoidedAtTheSameTimeKeepsNoMoney() throws Exception {
        for (int round = 0; round < 10; round++) {
            var id = key + round;
            var requests =
                    new ArrayList<Callable<String>>(Collections.nCopies(4, () -> charge(id, "card-ok", "25.00")));
            requests.addAll(Collections.nCopies(4, () -> voidKey(id)));
            Collections.shuffle(requests);

            var answers = atOnce(requests);

            assertThat(answers).allMatch(answer -> answer.startsWith("200 "));
            assertThat(answers)
                    .filteredOn(answer -> answer.matches(".*\"(refunded|voided)\".*"))
                    .hasSize(4);
            assertThat(http.get()
                            .uri("/gateway/ledger?key=" + id)
                            .exchange()
                            .returnResult(String.class)
                            .getResponseBody())
                    .matches("\\[]|.*\"kept\":\"0.00\".*");
        }
    }

    @Test
    void aChargeAfterTheVoidIsRefused() {
        assertThat(voidKey(key)).isEqualTo("200 {\"status\":\"voided\"}");
        assertThat(charge(key, "card-ok", "25.00")).contains("refused");
        assertThat(voidKey(key)).isEqualTo("200 {\"status\":\"voided\"}");
        assertThat(ledger()).isEqualTo("[]");
    }

    @Test
    void aChargeIsGivenBackOnce() {
        charge(key, "card-ok", "25.00");

        assertThat(voidKey(key)).isEqualTo("200 {\"status\":\"refunded\"}");
        assertThat(voidKey(key)).isEqualTo("200 {\"status\":\"refunded\"}");
        assertThat(ledger()).contains("\"refunds\":1,", "\"refunded\":\"25.00\"", "\"kept\":\"0.00\"");
    }

    @Test
    void aKeyStandsForOneCharge() {
        charge(key, "card-ok", "25.00");

        assertThat(charge(key, "card-ok", "26.00")).startsWith("422 ").contains("idempotency-key-reused");
    }

    @Test
    void aFlakyCardFailsTwicePerKey() {
        assertThat(IntStream.range(0, 4)
                        .mapToObj(_ -> charge(key, "card-flaky", "25.00").substring(0, 3)))
                .containsExactly("500", "500", "200", "200");
        assertThat(ledger()).contains("\"charges\":1,");
    }

    /** Whatever order-service takes for a payment method: an order with it is to be rejected, not to be stuck. */
    @Test
    void aMethodThatNobodyKnowsIsDeclined() {
        assertThat(charge(key, "Kärtchen №1", "25.00")).startsWith("200 ").contains("declined");
    }

    @Test
    void aRequestThatIsNoneIsRefused() {
        assertThat(charge(key, "card-ok", "-1")).startsWith("422 ");
        assertThat(charge(key, "card-ok", "1E262144")).startsWith("422 ");
        assertThat(charge(key, "card-ok", "1E-20000")).startsWith("422 ");
        assertThat(charge(key, " ", "25.00")).startsWith("422 ");
        assertThat(charge("x".repeat(256), "card-ok", "25.00")).startsWith("400 ");
        assertThat(voidKey("x".repeat(256))).startsWith("400 ");
        assertThat(put("{\"mode\":\"sideways\"}")).startsWith("422 ").contains("must be one of up, down, slow");
        assertThat(put("{\"methods\":{\"card-ok\":null}}")).startsWith("422 ");
        http.post().uri("/gateway/voids").exchange().expectStatus().isBadRequest();
        http.get()
                .uri("/gateway/ledger?key={key}", "\0")
                .exchange()
                .expectStatus()
                .isBadRequest();
        http.get().uri("/gateway/ledger").exchange().expectStatus().isBadRequest();
        http.get().uri("/payments").exchange().expectStatus().isBadRequest();
        http.get().uri("/payments?orderId=1").exchange().expectStatus().isBadRequest();
        http.get().uri("/payments/1").exchange().expectStatus().isNotFound();
    }

    /** There are ten connections to the database: if those that wait held them, this would take half a minute. */
    @Test
    @Timeout(20)
    void slowChargesDoNotWaitForEachOther() throws Exception {
        var started = System.nanoTime();
        var slow = IntStream.range(0, 160)
                .<Callable<String>>mapToObj(i -> () -> charge(key + i, "card-slow", "25.00"))
                .toList();

        assertThat(atOnce(slow)).containsOnly("200 {\"status\":\"charged\"}");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(SLOW);
    }

    private static List<String> atOnce(List<? extends Callable<String>> requests) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<String>();
            for (var answer : clients.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private String charge(String id, String card, String amount) {
        var body = "{\"amount\":\"%s\",\"currency\":\"EUR\",\"method\":\"%s\"}".formatted(amount, card);
        return answer(http.post()
                .uri("/gateway/charges")
                .header("Idempotency-Key", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    private String voidKey(String id) {
        return answer(http.post().uri("/gateway/voids").header("Idempotency-Key", id));
    }

    private String put(String switches) {
        return answer(http.put()
                .uri("/gateway")
                .contentType(MediaType.APPLICATION_JSON)
                .body(switches));
    }

    private String ledger() {
        return String.valueOf(http.get()
                .uri("/gateway/ledger?key=" + key)
                .exchange()
                .returnResult(String.class)
                .getResponseBody());
    }

    private static String answer(RestTestClient.RequestHeadersSpec<?> request) {
        var answer = request.exchange().returnResult(String.class);
        return answer.getStatus().value() + " " + answer.getResponseBody();
    }
}
