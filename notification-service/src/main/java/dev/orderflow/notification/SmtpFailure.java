package dev.orderflow.notification;

import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;

/** What it means that a mail could not be sent. */
enum SmtpFailure {
    /** There was no connection, or the server said that it would end it: for any mail. */
    NOT_AVAILABLE,
    /** Of this mail. */
    REFUSED,
    /** The server had accepted the mail, and only did not say goodbye. */
    NONE;

    /** "Service not available, closing transmission channel": RFC 5321, as an answer to anything. */
    private static final int CLOSING = 421;

    static SmtpFailure of(MailSendException e) {
        var ofMail = Arrays.asList(e.getMessageExceptions());
        if (ofMail.isEmpty() && e.getCause() != null) {
            return NONE;
        }
        var isNoConnection = ofMail.contains(e.getCause()); // what happened to the mail is that there was none
        return isNoConnection || ofMail.stream().anyMatch(SmtpFailure::isClosing) ? NOT_AVAILABLE : REFUSED;
    }

    private static boolean isClosing(Exception e) {
        return Stream.<@Nullable Exception>iterate(
                        e,
                        each -> each != null,
                        each -> each instanceof MessagingException m ? m.getNextException() : null)
                .anyMatch(each -> returnCode(each) == CLOSING);
    }

    private static int returnCode(@Nullable Exception e) {
        return switch (e) {
            case SMTPSendFailedException failed -> failed.getReturnCode();
            case SMTPAddressFailedException failed -> failed.getReturnCode();
            case null, default -> 0;
        };
    }
}
