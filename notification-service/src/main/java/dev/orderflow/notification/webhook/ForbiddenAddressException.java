package dev.orderflow.notification.webhook;

/** None of a host's addresses may be called. Which ones they are is not said: the customer would learn our network. */
class ForbiddenAddressException extends RuntimeException {

    ForbiddenAddressException(String host) {
        super("%s has no public address".formatted(host));
    }
}
