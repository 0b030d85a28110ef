package dev.orderflow.localstack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every mail by SMTP, sends none on, and shows them over HTTP. It keeps the last 5,000, until its JVM ends. */
public final class MailSink implements Part {
    private static final int BACKLOG = 50;

    private final Mailbox mailbox = new Mailbox();
    private final int smtpPort;
    private final int httpPort;
    private CompletableFuture<?> stopped = CompletableFuture.completedFuture(null);
    private @Nullable SMTPServer smtp;
    private @Nullable HttpServer http;
    private @Nullable ServerSocket silence;
    private @Nullable ExecutorService readers;

    MailSink(int smtpPort, int httpPort) {
        this.smtpPort = smtpPort;
        this.httpPort = httpPort;
    }

    public static MailSink start(int smtpPort, int httpPort) {
        var sink = new MailSink(smtpPort, httpPort);
        sink.start();
        return sink;
    }

    @Override
    public String name() {
        return "mail";
    }

    public int smtpPort() {
        return smtpPort;
    }

    /** Where the mails can be read. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** The mails that arrived, newest first. */
    public List<Mail> mails() {
        return mailbox.mails();
    }

    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        try {
            readers = Executors.newVirtualThreadPerTaskExecutor();
            http = HttpServer.create(loopback(httpPort), BACKLOG);
            http.setExecutor(readers);
            new MailPage(mailbox).serve(http);
            http.start();
            startSmtp();
            stopped = new CompletableFuture<>();
        } catch (IOException | RuntimeException e) {
            stop();
            throw new StartFailure("The mail sink could not start on ports " + smtpPort + " and " + httpPort, e);
        }
    }

    private void startSmtp() {
        smtp = SMTPServer.port(smtpPort)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandlerFactory(_ -> mailbox.receive())
                .build();
        smtp.start();
    }

    @Override
    public synchronized boolean running() {
        return !stopped.isDone();
    }

    @Override
    public synchronized CompletableFuture<?> onExit() {
        return stopped;
    }

    /** From now on connections are refused; the mails are kept for the next start. */
    @Override
    public synchronized void stop() {
        endSilence();
        if (smtp != null) {
            smtp.stop();
            smtp = null;
        }
        if (http != null) {
            http.stop(0);
            http = null;
        }
        if (readers != null) {
            readers.shutdownNow();
            readers = null;
        }
        stopped.complete(null);
    }

    @Override
    public void kill() {
        stop();
    }

    /** SMTP connections succeed and get no answer. */
    @Override
    public synchronized void pause() {
        if (smtp == null) {
            return;
        }
        smtp.stop();
        smtp = null;
        try {
            silence = new ServerSocket(smtpPort, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void resume() {
        if (silence != null) {
            endSilence();
            startSmtp();
        }
    }

    private void endSilence() {
        if (silence != null) {
            try {
                silence.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            silence = null;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
