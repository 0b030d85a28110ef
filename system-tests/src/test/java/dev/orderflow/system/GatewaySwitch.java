package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;

/** The switchboard of the simulated gateway. */
final class GatewaySwitch {

    private GatewaySwitch() {}

    static void off() {
        put("{\"mode\":\"down\"}");
    }

    static void on() {
        put("{\"mode\":\"up\"}");
    }

    /** From now on a card works, whatever its name says. */
    static void mend(String card) {
        put("{\"methods\":{\"%s\":\"up\"}}".formatted(card));
    }

    /** As it was at the start. */
    static void reset() {
        put("{\"mode\":\"up\",\"methods\":{}}");
    }

    private static void put(String switches) {
        var answer =
                Http.send(Http.request(Running.system().uri("payment-service").resolve("/gateway"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(switches)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
