package dev.orderflow.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderflow.event.Money;
import dev.orderflow.event.NotificationState;
import dev.orderflow.event.NotificationState.Channel;
import dev.orderflow.event.NotificationStatus;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(mail.getContent()).asString().contains("25.00 EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderConfirmed", "OrderRejected", "OrderExpired", "OrderCancelled", "PaymentRefunded"})
    void thereIsALetterForEveryOccasion(String about) {
        var letter = Letter.about(notification("01JD0000000000000000000000", "ada@example.com", about));

        assertThat(letter.body()).startsWith(letter.subject()).contains("25.00 EUR");
    }

    @Test
    void nobodyCanWriteAHeaderOfTheirOwn() throws Exception {
        emails.send(notification("1\r\nBcc: eve@example.com\r\n\r\nHello", "ada@example.com", "OrderConfirmed"));

        assertThat(sent.getFirst().getHeader("Bcc")).isNull();
        assertThat(sent.getFirst().getHeader("Subject")).hasSize(1);
        assertThat(sent.getFirst().getHeader("Subject")[0].replaceAll("\r\n[ \t]", ""))
                .doesNotContain("\r", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com\r\nBcc: eve@example.com", "ada@example.com, eve@example.com", "ada", ""})
    void aMailGoesToOneAddressOrNowhere(String recipient) {
        assertThatThrownBy(() -> emails.send(notification("01JD0000000000000000000000", recipient, "OrderConfirmed")))
                .isInstanceOf(UnprocessableEventException.class);
        assertThat(sent).isEmpty();
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
