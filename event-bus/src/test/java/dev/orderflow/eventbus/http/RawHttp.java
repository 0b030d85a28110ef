package dev.orderflow.eventbus.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends bytes that no HTTP client would send, and reads the answer until the server closes the connection. */
record RawHttp(String url) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MILLIS_TO_ANSWER = 60_000;

    Answer send(String request) throws IOException {
        var uri = URI.create(url);
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(MILLIS_TO_ANSWER);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return Answer.of(answer.toString(ISO_8859_1));
        }
    }

    /** An answer, its headers as they came. */
    record Answer(int status, String head, String body) {

        static Answer of(String text) {
            var end = text.indexOf("\r\n\r\n");
            var head = text.substring(0, end);
            var body = text.substring(end + 4);
            return new Answer(
                    Integer.parseInt(text.substring(9, 12)),
                    head,
                    head.contains("Transfer-Encoding: chunked") ? joined(body) : body);
        }

        private static String joined(String chunks) {
            var text = new StringBuilder();
            int from = 0;
            while (true) {
                int line = chunks.indexOf("\r\n", from);
                int length = Integer.parseInt(chunks.substring(from, line), 16);
                if (length == 0) {
                    return text.toString();
                }
                text.append(chunks, line + 2, line + 2 + length);
                from = line + 2 + length + 2;
            }
        }

        JsonNode json() {
            return JSON.readTree(body);
        }
    }
}
