package dev.orderflow.notification;

import dev.orderflow.event.NotificationState;
import dev.orderflow.eventbus.consuming.UnavailableException;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import dev.orderflow.eventbus.http.VisibleText;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** E-mail by SMTP. A mail that is sent again has the same Message-ID, by which the recipient's system may know it. */
@Component
class Emails {

    private static final Logger log = LoggerFactory.getLogger(Emails.class);

    private final JavaMailSender smtp;
    private final EmailProperties properties;

    Emails(JavaMailSender smtp, EmailProperties properties) {
        this.smtp = smtp;
        this.properties = properties;
    }

    /** @throws UnavailableException when the mail server cannot be reached, or says that it takes no mails now */
    Outcome.Tried send(NotificationState notification) {
        try {
            sendNow(notification);
        } catch (MailSendException e) {
            switch (SmtpFailure.of(e)) {
                case NOT_AVAILABLE -> throw new UnavailableException("The mail server is not available", e);
                case REFUSED -> throw e;
                case NONE -> log.info("The mail server went without a goodbye: {}", e.getMessage());
            }
        }
        return new Outcome.Sent("Accepted by the mail server");
    }

    private void sendNow(NotificationState notification) {
        var letter = Letter.about(notification);
        var recipient = recipient(notification);
        smtp.send(message -> {
            var mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            mail.setFrom(properties.from());
            mail.setTo(recipient);
            mail.setSubject(VisibleText.of(letter.subject())); // whoever wrote the event, a header ends where we end it
            message.setContent(
                    new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
            message.setHeader(
                    "Message-ID", VisibleText.of("<%s@orderflow.dev>".formatted(notification.notificationId())));
        });
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), type);
        return part;
    }

    private static InternetAddress recipient(NotificationState notification) {
        try {
            var address = new InternetAddress(VisibleText.of(notification.recipient()), true);
            address.validate();
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(address.getAddress())) {
                throw new AddressException("SMTP would cut its letters to other ones"); // and tell a stranger
            }
            return address;
        } catch (AddressException e) {
            throw new UnprocessableEventException("No mail can be sent to " + notification.recipient(), e);
        }
    }
}
