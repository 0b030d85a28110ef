package dev.orderflow.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What arrived, over HTTP, under Mailpit's paths and names: whoever reads this can read a Mailpit. */
final class MailPage {
    private static final String MESSAGES = "/api/v1/messages";
    private static final String MESSAGE = "/api/v1/message/";
    private static final int PAGE = 50;

    private final JsonMapper json = new JsonMapper();
    private final Mailbox mailbox;

    MailPage(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    void serve(HttpServer server) {
        server.createContext("/", this::list);
        server.createContext("/readyz", exchange -> send(exchange, 200, "text/plain", "ok"));
        server.createContext(MESSAGES, this::messages);
        server.createContext(MESSAGE, this::message);
    }

    private void messages(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> sendJson(exchange, messages(mailbox.mails(), exchange));
            case "DELETE" -> {
                delete(exchange);
                send(exchange, 200, "text/plain", "ok");
            }
            default -> send(exchange, 405, "text/plain", "GET or DELETE");
        }
    }

    private static Map<String, Object> messages(List<Mail> mails, HttpExchange exchange) {
        var page = mails.stream()
                .skip(number(exchange, "start", 0))
                .limit(number(exchange, "limit", PAGE))
                .map(MailJson::summary)
                .toList();
        return Map.of("total", mails.size(), "count", page.size(), "messages", page);
    }

    private static int number(HttpExchange exchange, String name, int otherwise) {
        var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        return Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.matches(name + "=\\d{1,9}"))
                .mapToInt(parameter -> Integer.parseInt(parameter.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    private void delete(HttpExchange exchange) throws IOException {
        var ids = json.readTree(exchange.getRequestBody().readAllBytes()).path("IDs");
        if (ids.isEmpty()) {
            mailbox.deleteAll();
        } else {
            mailbox.delete(ids.valueStream().map(id -> id.asString()).toList());
        }
    }

    private void message(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(MESSAGE.length());
        boolean raw = path.endsWith("/raw");
        var id = raw ? path.substring(0, path.length() - "/raw".length()) : path;
        var mail = mailbox.mails().stream().filter(it -> it.id().equals(id)).findFirst();
        if (mail.isEmpty()) {
            send(exchange, 404, "text/plain", "No such message");
        } else if (raw) {
            send(exchange, 200, "text/plain", mail.get().raw().getBytes(StandardCharsets.ISO_8859_1));
        } else {
            sendJson(exchange, MailJson.whole(mail.get()));
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            send(exchange, 404, "text/plain", "Not found");
            return;
        }
        var rows = mailbox.mails().stream()
                .map(mail -> "<tr><td>%s<td>%s<td><a href=\"%s%s/raw\">%s</a><td>%s"
                        .formatted(
                                mail.arrived(),
                                escape(String.join(", ", mail.to())),
                                MESSAGE,
                                mail.id(),
                                escape(mail.subject()),
                                escape(MailJson.snippet(mail.text()))))
                .collect(Collectors.joining("\n"));
        send(
                exchange,
                200,
                "text/html",
                "<!doctype html><title>Mail</title><meta http-equiv=refresh content=5><h1>Mail</h1><table"
                        + " cellpadding=4>"
                        + rows + "</table>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private void sendJson(HttpExchange exchange, Object body) throws IOException {
        send(exchange, 200, "application/json", json.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
