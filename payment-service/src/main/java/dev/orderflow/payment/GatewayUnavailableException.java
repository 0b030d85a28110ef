package dev.orderflow.payment;

import dev.orderflow.eventbus.consuming.UnavailableException;

/** The gateway is down: nothing was asked of it, and no event is at fault. */
class GatewayUnavailableException extends UnavailableException {

    GatewayUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
