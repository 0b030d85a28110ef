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

/**
 * A customer's server to try webhooks on: takes them, checks their signature, answers as it is told to, and shows them
 * over HTTP. It forgets them when its JVM ends.
 */
public final class HookSink implements Part {
    /** Known to everyone: a demo value. */
    public static final String SECRET = "whsec_b3JkZXJmbG93IGRlbW8gd2ViaG9vayBzZWNyZXQh";

    private static final int BACKLOG = 50;

    private final HookPage page;
    private final InetSocketAddress address;
    private CompletableFuture<?> stopped = CompletableFuture.completedFuture(null);
    private @Nullable HttpServer http;
    private @Nullable ServerSocket silence;
    private @Nullable ExecutorService readers;

    /** @param secrets separated by commas */
    HookSink(InetSocketAddress address, String secrets) {
        this.address = address;
        this.page = new HookPage(secrets);
    }

    static HookSink onLoopback(int port) {
        return new HookSink(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SECRET);
    }

    public static HookSink start(int port) {
        var sink = onLoopback(port);
        sink.start();
        return sink;
    }

    @Override
    public String name() {
        return "hooks";
    }

    /** How services and shells alike call it: a name that stands for loopback here, and for the container in Docker. */
    public URI uri() {
        return URI.create("http://" + authority());
    }

    String authority() {
        return "hooks.localhost:" + address.getPort();
    }

    /** The webhooks that arrived, newest first. */
    public List<Hook> hooks() {
        return page.hooks();
    }

    /** From now on every webhook is answered with this status. */
    public void answer(int status) {
        page.answer(new HookAnswer(status, null));
    }

    /** From now on every webhook is answered with this status, and when to come back. */
    public void answer(int status, int retryAfter) {
        page.answer(new HookAnswer(status, retryAfter));
    }

    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        try {
            readers = Executors.newVirtualThreadPerTaskExecutor();
            startHttp();
            stopped = new CompletableFuture<>();
        } catch (IOException | RuntimeException e) {
            stop();
            throw new StartFailure("The hook receiver could not start on port " + address.getPort(), e);
        }
    }

    private void startHttp() throws IOException {
        http = HttpServer.create(address, BACKLOG);
        http.setExecutor(readers);
        page.serve(http);
        http.start();
    }

    @Override
    public synchronized boolean running() {
        return !stopped.isDone();
    }

    @Override
    public synchronized CompletableFuture<?> onExit() {
        return stopped;
    }

    /** From now on connections are refused; the webhooks are kept for the next start. */
    @Override
    public synchronized void stop() {
        endSilence();
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

    /** Connections succeed and get no answer. */
    @Override
    public synchronized void pause() {
        if (http == null) {
            return;
        }
        http.stop(0);
        http = null;
        try {
            silence = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void resume() {
        if (silence != null) {
            endSilence();
            try {
                startHttp();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
}
