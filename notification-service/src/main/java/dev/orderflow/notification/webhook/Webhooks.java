package dev.orderflow.notification.webhook;

import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.consuming.RetryLaterException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Tells customers' own systems, signed by the Standard Webhooks specification. The id of a webhook is that of the event
 * that it tells of, at every attempt: by it a receiver knows what it has seen.
 */
public final class Webhooks implements AutoCloseable {

    private final Signer signer;
    private final WebhookClient client;
    private final Clock clock;

    Webhooks(Signer signer, WebhookClient client, Clock clock) {
        this.signer = signer;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Sends a notification to its recipient's URL.
     *
     * @throws RuntimeException when the endpoint did not take it and is to be tried again
     */
    public WebhookOutcome send(NotificationState notification) {
        var endpoint = Endpoint.of(notification.recipient());
        if (endpoint.isEmpty()) {
            return new WebhookOutcome.Refused("Not a URL to call");
        }
        try {
            return outcome(client.call(request(endpoint.get().url(), notification)));
        } catch (ForbiddenAddressException e) {
            return new WebhookOutcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private HttpPost request(URI url, NotificationState notification) {
        var id = notification.aboutEventId();
        var now = clock.instant();
        var body = Payload.of(notification);
        var request = new HttpPost(url);
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", now.getEpochSecond());
        request.setHeader("webhook-signature", signer.sign(id, now, body));
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }

    private static WebhookOutcome outcome(Answer answer) {
        if (answer.isSuccess()) {
            return new WebhookOutcome.Delivered(answer.toString());
        }
        if (answer.isGone()) {
            return new WebhookOutcome.Gone(answer.toString());
        }
        if (answer.retryAfter() != null) {
            throw new RetryLaterException(answer.toString(), answer.retryAfter());
        }
        throw new WebhookFailedException(answer.toString());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
