package dev.orderflow.localstack;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** The last mails that arrived, newest first, in memory. */
final class Mailbox {
    private static final int MOST_MAILS = 5_000;

    private final ConcurrentLinkedDeque<Mail> mails = new ConcurrentLinkedDeque<>();

    List<Mail> mails() {
        return List.copyOf(mails);
    }

    void delete(Collection<String> ids) {
        mails.removeIf(mail -> ids.contains(mail.id()));
    }

    void deleteAll() {
        mails.clear();
    }

    private synchronized void keep(Mail mail) {
        mails.addFirst(mail);
        if (mails.size() > MOST_MAILS) {
            mails.pollLast(); // unless all were deleted meanwhile
        }
    }

    /** Takes one mail, as SMTP tells of it line by line. */
    MessageHandler receive() {
        return new MessageHandler() {
            private final List<String> recipients = new ArrayList<>();
            private String sender = "";

            @Override
            public void from(String from) {
                sender = from;
            }

            @Override
            public void recipient(String recipient) {
                recipients.add(recipient);
            }

            @Override
            public String data(InputStream data) throws IOException, RejectException {
                var id = UUID.randomUUID().toString();
                try {
                    keep(Mail.parse(id, Instant.now(), sender, recipients, data.readAllBytes()));
                    return "Ok: " + id;
                } catch (MessagingException e) {
                    throw new RejectException(554, "Not a mail: " + e.getMessage());
                }
            }

            @Override
            public void done() {}
        };
    }
}
