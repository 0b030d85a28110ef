package dev.orderflow.payment;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orderflow.event.OrderState;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The payment gateway. The order id is the key that makes every call safe to repeat. */
@Component
class Gateway {

    private final RestClient http;

    Gateway(RestClient.Builder builder, GatewayProperties properties) {
        var settings =
                HttpClientSettings.defaults().withTimeouts(properties.connectTimeout(), properties.readTimeout());
        http = builder.baseUrl(properties.url())
                .requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(settings))
                .build();
    }

    /** Asks for the order's total. */
    Outcome charge(OrderState order) {
        var charge = new Charge(order.total().amount(), order.total().currency(), order.paymentMethod());
        var answer = call(post("/charges", order).body(charge));
        return switch (answer.status()) {
            case CHARGED -> new Outcome.Charged();
            case DECLINED -> new Outcome.Declined(Objects.requireNonNullElse(answer.reason(), "declined"));
            case REFUSED -> new Outcome.Refused();
            case REFUNDED, VOIDED -> throw nonsense(answer, "charge", order);
        };
    }

    /** Makes sure that no money of the order stays here, whether or not it was ever charged. */
    Outcome voidCharge(OrderState order) {
        var answer = call(post("/voids", order));
        return switch (answer.status()) {
            case REFUNDED -> new Outcome.Refunded();
            case VOIDED -> new Outcome.Voided();
            case CHARGED, DECLINED, REFUSED -> throw nonsense(answer, "void", order);
        };
    }

    private RestClient.RequestBodySpec post(String path, OrderState order) {
        return http.post().uri(path).header("Idempotency-Key", order.orderId());
    }

    private static Answer call(RestClient.RequestHeadersSpec<?> request) {
        return Objects.requireNonNull(request.retrieve().body(Answer.class), "The gateway answered nothing");
    }

    private static IllegalStateException nonsense(Answer answer, String request, OrderState order) {
        return new IllegalStateException(
                "The gateway answered %s to a %s of order %s".formatted(answer.status(), request, order.orderId()));
    }

    private record Charge(
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, Currency currency, String method) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Answer(
            @JsonProperty(required = true) Status status,
            @Nullable String reason) {}

    private enum Status {
        @JsonProperty("charged")
        CHARGED,
        @JsonProperty("declined")
        DECLINED,
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("refunded")
        REFUNDED,
        @JsonProperty("voided")
        VOIDED
    }
}
