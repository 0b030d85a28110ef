package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailSinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IN_VAIN = Duration.ofMillis(500);

    private final MailSink mail = MailSink.start(Ports.free(), Ports.free());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        mail.close();
        http.close();
    }

    @Test
    void mailSentBySmtpCanBeReadOverHttp() throws Exception {
        send("First", "Dear Ada,\r\nyour order is confirmed: 25 €");
        send("Second", "<b>");

        var list = get("/api/v1/messages");
        assertThat(list.path("total").asInt()).isEqualTo(2);
        assertThat(list.at("/messages/0/Subject").asString()).isEqualTo("Second");
        assertThat(list.at("/messages/1/From/Address").asString()).isEqualTo("shop@example.com");
        assertThat(list.at("/messages/1/To/0/Address").asString()).isEqualTo("ada@example.com");
        assertThat(list.at("/messages/1/Snippet").asString()).isEqualTo("Dear Ada, your order is confirmed: 25 €");
        assertThat(list.at("/messages/1/MessageID").asString()).doesNotContain("<");
        var id = list.at("/messages/1/ID").asString();
        assertThat(get("/api/v1/message/" + id).path("Text").asString()).startsWith("Dear Ada,\r\n");
        assertThat(text("GET", "/api/v1/message/" + id + "/raw")).contains("Subject: First");
        assertThat(text("GET", "/")).contains("Second", "&lt;b>");

        text("DELETE", "/api/v1/messages");
        assertThat(get("/api/v1/messages").path("total").asInt()).isZero();
    }

    @Test
    void stoppedSinkRefusesConnectionsAndKeepsItsMails() throws Exception {
        send("Before", "");
        mail.stop();
        assertThat(Ports.isFree(mail.smtpPort())).isTrue();
        assertThatThrownBy(() -> send("Lost", "")).isInstanceOf(MessagingException.class);

        mail.start();

        send("After", "");
        assertThat(mail.mails()).extracting(Mail::subject).containsExactly("After", "Before");
    }

    @Test
    void pausedSinkTakesConnectionsAndSaysNothing() throws Exception {
        mail.pause();
        assertThatThrownBy(() -> send("Nobody listens", "", IN_VAIN)).hasStackTraceContaining("timed out");

        mail.resume();

        send("Again", "");
        assertThat(mail.mails()).extracting(Mail::subject).containsExactly("Again");
    }

    private void send(String subject, String text) throws MessagingException {
        send(subject, text, PATIENCE);
    }

    private void send(String subject, String text, Duration timeout) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", mail.smtpPort());
        properties.put("mail.smtp.timeout", Math.toIntExact(timeout.toMillis()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("shop@example.com");
        message.setRecipients(RecipientType.TO, "ada@example.com");
        message.setSubject(subject);
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return new JsonMapper().readTree(text("GET", path));
    }

    private String text(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(mail.uri() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
