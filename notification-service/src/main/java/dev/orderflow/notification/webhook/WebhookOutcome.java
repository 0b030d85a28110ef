package dev.orderflow.notification.webhook;

/** What became of a webhook that need not be tried again. */
public sealed interface WebhookOutcome {

    /** In words, for whoever looks. */
    String answer();

    /** The endpoint took it. */
    record Delivered(String answer) implements WebhookOutcome {}

    /** The endpoint wants no more webhooks. */
    record Gone(String answer) implements WebhookOutcome {}

    /** It may not be called. */
    record Refused(String answer) implements WebhookOutcome {}
}
