package dev.orderflow.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server that answers whatever a test makes it answer, byte by byte if need be. */
final class StrangeServer implements AutoCloseable {

    final AtomicInteger connections = new AtomicInteger();
    final AtomicLong sent = new AtomicLong();

    private final ServerSocket socket;
    private final Manner manner;
    private volatile String request = "";

    StrangeServer(Manner manner) throws IOException {
        this.manner = manner;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static StrangeServer saying(String answer) throws IOException {
        return new StrangeServer((_, out) -> out.write(answer.getBytes(UTF_8)));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The last request, as it came. */
    String request() {
        return request;
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var bytes = new byte[64 * 1024];
            var read = connection.getInputStream().read(bytes);
            request = new String(bytes, 0, Math.max(0, read), UTF_8);
            manner.answer(this, connection.getOutputStream());
        } catch (IOException gone) {
            // the client has had enough
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    interface Manner {
        void answer(StrangeServer server, OutputStream out) throws IOException;
    }
}
