package dev.orderflow.localstack;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that arrived.
 *
 * @param from      the sender that SMTP named
 * @param to        the recipients that SMTP named
 * @param messageId without its angle brackets, empty if there is none
 * @param text      the plain text, empty if there is none
 * @param html      the HTML text, empty if there is none
 * @param raw       the bytes as they came, each as one character
 */
public record Mail(
        String id,
        Instant arrived,
        String from,
        List<String> to,
        String messageId,
        String subject,
        String text,
        String html,
        String raw) {
    static Mail parse(String id, Instant arrived, String from, List<String> to, byte[] bytes)
            throws MessagingException, IOException {
        var message = new MimeMessage(Session.getInstance(System.getProperties()), new ByteArrayInputStream(bytes));
        return new Mail(
                id,
                arrived,
                from,
                List.copyOf(to),
                orEmpty(message.getMessageID()).replaceAll("^<|>$", ""),
                orEmpty(message.getSubject()),
                text(message, "text/plain"),
                text(message, "text/html"),
                new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String text(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var text = text(parts.getBodyPart(i), type);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
