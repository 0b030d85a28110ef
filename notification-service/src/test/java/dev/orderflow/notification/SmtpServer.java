package dev.orderflow.notification;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A mail server that gives one answer of a test's, to a command or as its greeting, and then goes. To all else it says yes. */
final class SmtpServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final String command;
    private final String answer;

    SmtpServer(String command, String answer) throws IOException {
        this.command = command;
        this.answer = answer;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try (var client = server.accept();
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
            var isData = false;
            for (var line = "greeting"; line != null; line = in.readLine()) {
                if (isData && !line.equals(".")) {
                    continue;
                }
                client.getOutputStream().write((answerTo(line) + "\r\n").getBytes(US_ASCII));
                if (line.startsWith(command)) {
                    return;
                }
                isData = line.equals("DATA");
            }
        } catch (IOException e) {
            // the client has gone, or the test is over
        }
    }

    private String answerTo(String line) {
        if (line.startsWith(command)) {
            return answer;
        }
        return switch (line) {
            case "greeting" -> "220 hello";
            case "DATA" -> "354 go on";
            default -> "250 yes";
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
