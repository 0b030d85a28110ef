package dev.orderflow.localstack;

import java.util.Map;

/** A mail in the shapes of Mailpit's JSON. */
final class MailJson {
    private MailJson() {}

    static Map<String, Object> summary(Mail mail) {
        return Map.of(
                "ID", mail.id(),
                "MessageID", mail.messageId(),
                "From", address(mail.from()),
                "To", mail.to().stream().map(MailJson::address).toList(),
                "Subject", mail.subject(),
                "Created", mail.arrived().toString(),
                "Size", mail.raw().length(),
                "Snippet", snippet(mail.text()));
    }

    static Map<String, Object> whole(Mail mail) {
        return Map.of(
                "ID", mail.id(),
                "MessageID", mail.messageId(),
                "From", address(mail.from()),
                "To", mail.to().stream().map(MailJson::address).toList(),
                "Subject", mail.subject(),
                "Date", mail.arrived().toString(),
                "Size", mail.raw().length(),
                "Text", mail.text(),
                "HTML", mail.html());
    }

    private static Map<String, String> address(String address) {
        return Map.of("Name", "", "Address", address);
    }

    static String snippet(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), 250));
    }
}
