package dev.orderflow.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {

    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_b3JkZXJmbG93IGRlbW8gd2ViaG9vayBzZWNyZXQh";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

    /** From the tests of the specification's own libraries. */
    @Test
    void theSignatureIsThatOfThePublishedExample() {
        assertThat(new Signer(List.of(OLD))
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whileSecretsAreExchangedReceiversWithEitherOneTrustTheSignature() throws Exception {
        var now = Instant.now();
        var headers = headers("event-1", now, new Signer(List.of(NEW, OLD)).sign("event-1", now, BODY));

        for (var secret : List.of(NEW, OLD)) {
            assertThatCode(() -> new Webhook(secret).verify(new String(BODY, UTF_8), headers))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook(NEW).verify("{}", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void whatIsNoSecretIsRefusedAndNotRepeated(String secret) {
        assertThatThrownBy(() -> new Signer(List.of(secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("c2hvcnQ=", "MfKQ");
        assertThatThrownBy(() -> new Signer(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpHeaders headers(String id, Instant timestamp, String signature) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(id),
                        "webhook-timestamp", List.of(Long.toString(timestamp.getEpochSecond())),
                        "webhook-signature", List.of(signature)),
                (_, _) -> true);
    }
}
