package dev.orderflow.notification.webhook;

/**
 * An endpoint did not take a webhook. It has no cause on purpose: what looks like an outage, a refused connection for
 * one, is the outage of one customer, and must not pause the webhooks of all others.
 */
class WebhookFailedException extends RuntimeException {

    WebhookFailedException(String answer) {
        super(answer);
    }
}
