package dev.orderflow.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Loopback ports. */
public final class Ports {
    // Below every system's range for outgoing connections: a port stays free while its server is down for a moment.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private static final AtomicInteger next =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST - FIRST));

    private Ports() {}

    /** A port that nobody uses now, and that was not given to anybody else in this process. */
    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = FIRST + Math.floorMod(next.getAndIncrement(), LAST - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + LAST);
    }

    public static boolean isFree(int port) {
        return !answers(port) && canBeBound(port);
    }

    /** Refuses a port in use, in words that help: who wants it, and which variable changes it. */
    public static void requireFree(int port, String owner, String variable) {
        if (!isFree(port)) {
            throw new StartFailure("Port " + port + ", wanted by " + owner + ", is in use. Free it, or choose another: "
                    + variable + "=<port>");
        }
    }

    // macOS lets one bind 127.0.0.1 beside a server on all addresses, so binding alone proves nothing.
    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(address(port), 200);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private static boolean canBeBound(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
