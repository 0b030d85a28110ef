package dev.orderflow.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.Money;
import dev.orderflow.event.NotificationState;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.NotificationStatus;
import dev.orderflow.eventbus.consuming.UnavailableException;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.net.SocketException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class EmailsTest {

    private final List<MimeMessage> sent = new ArrayList<>();
    private final Emails emails = new Emails(new Outbox(sent), new EmailProperties("Orderflow <orders@orderflow.dev>"));

    @Test
    void aMailSaysInItsSubjectWhatBecameOfWhichOrder() throws Exception {
        emails.send(notification("01JD0000000000000000000000", "ada@example.com", "OrderConfirmed"));

        var mail = sent.getFirst();
        assertThat(mail.getSubject()).isEqualTo("Your order 01JD0000000000000000000000 is confirmed");
        assertThat(mail.getRecipients(Message.RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("ada@example.com");
        assertThat(mail.getHeader("Message-ID")).containsExactly("<n-1@orderflow.dev>");
        assertThat(part(mail, 0)).contains("25.00 EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderConfirmed", "OrderRejected", "OrderExpired", "OrderCancelled", "PaymentRefunded"})
    void thereIsALetterForEveryOccasion(String about) {
        var letter = Letter.about(notification("01JD0000000000000000000000", "ada@example.com", about));

        assertThat(letter.text()).startsWith(letter.subject()).contains("25.00 EUR");
    }

    @Test
    void aMailHasItsTextInHtmlTooInWhichNobodyCanWriteTagsOfTheirOwn() throws Exception {
        emails.send(notification("01JD0000000000000000000000", "ada@example.com", "OrderRejected"));

        var mail = sent.getFirst();
        mail.saveChanges();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0)).contains("was declined (Karte <gesperrt> & \"zu\"); nothing was charged.");
        assertThat(part(mail, 1))
                .contains("<strong>Your order 01JD0000000000000000000000 was rejected.</strong>")
                .contains("was declined (Karte &lt;gesperrt&gt; &amp; &quot;zu&quot;); nothing was charged.");
        assertThat(((MimeMultipart) mail.getContent()).getBodyPart(1).getContentType())
                .startsWith("text/html");
    }

    @Test
    void nobodyCanWriteAHeaderOfTheirOwn() throws Exception {
        emails.send(notification(
                "1\r\nBcc: eve@example.com\r\n\r\nHello\u0085\u2028\u202e\0", "ada@example.com", "OrderConfirmed"));

        assertThat(sent.getFirst().getHeader("Bcc")).isNull();
        assertThat(sent.getFirst().getHeader("Subject")).hasSize(1);
        assertThat(sent.getFirst().getHeader("Subject")[0].replaceAll("\r\n[ \t]", ""))
                .doesNotContain("\r", "\n");
        assertThat(sent.getFirst().getSubject()).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com\r\nBcc: eve@example.com",
                "ada@example.com, eve@example.com",
                "ada",
                "",
                "\u0161da@example.com", // of which SMTP would make ada
                "ada@ex\u0161mple.com"
            })
    void aMailGoesToOneAddressOrNowhere(String recipient) {
        assertThatThrownBy(() -> emails.send(notification("01JD0000000000000000000000", recipient, "OrderConfirmed")))
                .isInstanceOf(UnprocessableEventException.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void aMailServerThatCannotBeReachedIsDownForAllMails() {
        var nowhere = new JavaMailSenderImpl();
        nowhere.setHost("nobody.invalid");
        var unsent = new Emails(nowhere, new EmailProperties("Orderflow <orders@orderflow.dev>"));

        assertThatThrownBy(() ->
                        unsent.send(notification("01JD0000000000000000000000", "ada@example.com", "OrderConfirmed")))
                .isInstanceOf(UnavailableException.class);
    }

    /** It is about to end, or has as many connections as it takes: RFC 5321, 3.8. */
    @ParameterizedTest
    @ValueSource(strings = {"greeting", "EHLO", "MAIL", "RCPT", "DATA"})
    void aMailServerThatIsNotAvailableIsDownForAllMails(String command) throws Exception {
        try (var server = new SmtpServer(command, "421 busy, come back later")) {
            assertThatThrownBy(() -> sendTo(server)).isInstanceOf(UnavailableException.class);
        }
    }

    /** Though it hangs up. */
    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aMailServerThatRefusesAMailIsThereForOthers(String command) throws Exception {
        try (var server = new SmtpServer(command, "554 not this one")) {
            assertThatThrownBy(() -> sendTo(server)).isInstanceOf(MailSendException.class);
        }
    }

    /** Else it would be sent again. */
    @Test
    void aMailIsSentThoughTheServerHangsUpAfterwards() {
        var abrupt = new JavaMailSenderImpl() {
            @Override
            protected void doSend(MimeMessage[] mails, Object @Nullable [] originals) {
                throw new MailSendException(
                        "Failed to close server connection after message sending",
                        new MessagingException("Exception reading response", new SocketException("Connection reset")));
            }
        };

        assertThat(new Emails(abrupt, new EmailProperties("Orderflow <orders@orderflow.dev>"))
                        .send(notification("01JD0000000000000000000000", "ada@example.com", "OrderConfirmed")))
                .isInstanceOf(Outcome.Sent.class);
    }

    private static void sendTo(SmtpServer server) {
        var smtp = new JavaMailSenderImpl();
        smtp.setHost("127.0.0.1");
        smtp.setPort(server.port());
        new Emails(smtp, new EmailProperties("Orderflow <orders@orderflow.dev>"))
                .send(notification("01JD0000000000000000000000", "ada@example.com", "OrderConfirmed"));
    }

    private static String part(MimeMessage mail, int number) throws Exception {
        return ((MimeMultipart) mail.getContent())
                .getBodyPart(number)
                .getContent()
                .toString();
    }

    private static NotificationState notification(String orderId, String recipient, String about) {
        return new NotificationState(
                "n-1",
                orderId,
                Channel.EMAIL,
                recipient,
                NotificationStatus.REQUESTED,
                about,
                "0123456789abcdef".repeat(4),
                Instant.EPOCH,
                new Money(new BigDecimal("25.00"), Currency.getInstance("EUR")),
                "Karte <gesperrt> & \"zu\"",
                null);
    }

    /** Keeps mails as SMTP would get them. */
    private static class Outbox extends JavaMailSenderImpl {

        private final List<MimeMessage> sent;

        Outbox(List<MimeMessage> sent) {
            this.sent = sent;
        }

        @Override
        protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
            sent.addAll(List.of(messages));
        }
    }
}
