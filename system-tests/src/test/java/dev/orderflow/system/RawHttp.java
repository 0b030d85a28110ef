package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Sends what no HTTP client would send. */
final class RawHttp {

    private static final int MILLIS_TO_ANSWER = 60_000;

    private RawHttp() {}

    /** Returns all that the service says until it closes the connection. */
    static String send(URI service, String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(MILLIS_TO_ANSWER);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(ISO_8859_1);
        }
    }
}
