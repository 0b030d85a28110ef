package dev.orderflow.payment.gateway;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that the gateway does not answer as it should. */
class GatewayProblem extends ErrorResponseException {

    private GatewayProblem(HttpStatus status, String type, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
        setType(URI.create("urn:orderflow:problem:" + type));
    }

    static GatewayProblem down() {
        return new GatewayProblem(HttpStatus.SERVICE_UNAVAILABLE, "gateway-down", "The gateway is switched off");
    }

    static GatewayProblem failed(String method) {
        return new GatewayProblem(HttpStatus.INTERNAL_SERVER_ERROR, "gateway-failed", method + " failed");
    }

    static GatewayProblem keyReused(String key) {
        return new GatewayProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "Another charge was asked for before with the idempotency key " + key);
    }
}
