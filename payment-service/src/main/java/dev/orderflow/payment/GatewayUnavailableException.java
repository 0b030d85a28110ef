package dev.orderflow.payment;

/** The gateway is down: nothing was asked of it, and no event is at fault. */
class GatewayUnavailableException extends RuntimeException {

    GatewayUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
