package dev.orderflow.payment.gateway;

import dev.orderflow.eventbus.http.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that the gateway does not answer as it should. */
class GatewayProblem extends ErrorResponseException {

    private GatewayProblem(HttpStatus status, String type, String title, String detail) {
        super(status, Problem.of(status, type, title, detail), null);
    }

    static GatewayProblem down() {
        return new GatewayProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "gateway-down", "Gateway down", "The gateway is switched off");
    }

    static GatewayProblem failed(String method) {
        return new GatewayProblem(
                HttpStatus.INTERNAL_SERVER_ERROR, "gateway-failed", "Gateway failed", method + " failed");
    }

    static GatewayProblem keyReused(String key) {
        return new GatewayProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "Idempotency key reused",
                "Another charge was asked for before with the idempotency key " + key);
    }
}
