package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HookSinkTest {
    private final int port = Ports.free();
    private final HookSink hooks = HookSink.start(port);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        hooks.close();
        http.close();
    }

    /** The example of the specification's own libraries. */
    @Test
    void signatureOfTheSpecificationsExampleIsGoodAndAnyOtherIsNot() {
        var check = HookSignature.by("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        var signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        var body = "{\"test\": 2432232314}";
        var now = Instant.ofEpochSecond(1614265330);

        assertThat(check.problem(id, "1614265330", signature, body, now)).isEmpty();
        assertThat(check.problem(id, "1614265330", "v1,x " + signature, body, now))
                .isEmpty();
        assertThat(check.problem(id, "1614265330", signature, body + " ", now)).isPresent();
        assertThat(check.problem(id, "1614265331", signature, body, now)).isPresent();
        assertThat(check.problem("msg_other", "1614265330", signature, body, now))
                .isPresent();
        assertThat(check.problem(id, "", signature, body, now)).isPresent();
        var whileExchanged = HookSignature.by(HookSink.SECRET + ",whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(whileExchanged.problem(id, "1614265330", signature, body, now))
                .isEmpty();
        assertThat(check.problem(id, "1614265330", signature, body, now.plusSeconds(301)))
                .isPresent();
    }

    @Test
    void whatArrivedIsShownNewestFirstAndWhetherItCanBeTrusted() throws Exception {
        assertThat(send("POST", "/mine?shop=1", "{\"type\":\"order.confirmed\"}")
                        .statusCode())
                .isEqualTo(200);
        send("POST", "/", "no JSON");

        var list = list();
        assertThat(list.at("/0/body").asString()).isEqualTo("no JSON");
        assertThat(list.at("/1/path").asString()).isEqualTo("/mine?shop=1");
        assertThat(list.at("/1/body/type").asString()).isEqualTo("order.confirmed");
        assertThat(list.at("/1/valid").asBoolean(true)).isFalse();

        send("DELETE", "/hooks", "");
        assertThat(list()).isEmpty();
    }

    @Test
    void itAnswersAsItIsToldTo() throws Exception {
        assertThat(send("PUT", "/hooks/answer", "{\"status\":503,\"retryAfter\":7}")
                        .body())
                .isEqualTo("{\"status\":503,\"retryAfter\":7}");

        var answer = send("POST", "/hook", "{}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(list().at("/0/answered").asInt()).isEqualTo(503);
        assertThat(send("PUT", "/hooks/answer", "{\"status\":9}").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/hooks/answer", "nonsense").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/hooks/answer", "").body()).contains("503");
    }

    @Test
    void stoppedItRefusesConnectionsAndPausedItSaysNothing() throws Exception {
        hooks.stop();
        assertThatThrownBy(() -> send("POST", "/", "{}")).isInstanceOf(ConnectException.class);
        hooks.start();
        hooks.pause();
        assertThatThrownBy(() -> send("POST", "/", "{}")).isInstanceOf(HttpTimeoutException.class);

        hooks.resume();

        assertThat(send("POST", "/", "{}").statusCode()).isEqualTo(200);
    }

    private JsonNode list() throws IOException, InterruptedException {
        return new JsonMapper().readTree(send("GET", "/hooks", "").body());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(2))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
