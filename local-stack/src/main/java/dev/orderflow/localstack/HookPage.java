package dev.orderflow.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes webhooks on every path, and shows under {@code /hooks} what came. */
final class HookPage {
    private static final int MOST_HOOKS = 1000;
    private static final int LONGEST_BODY = 64 * 1024;

    private final ConcurrentLinkedDeque<Hook> hooks = new ConcurrentLinkedDeque<>();
    private final JsonMapper json = new JsonMapper();
    private final HookSignature signature;
    private volatile HookAnswer answer = HookAnswer.OK;

    HookPage(String secrets) {
        this.signature = HookSignature.by(secrets);
    }

    void serve(HttpServer server) {
        server.createContext("/", this::take);
        server.createContext("/hooks", this::list);
        server.createContext("/hooks/answer", this::answer);
    }

    List<Hook> hooks() {
        return List.copyOf(hooks);
    }

    void answer(HookAnswer with) {
        answer = with;
    }

    private void take(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        var body = body(exchange);
        if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, 404, Map.of("POST", "a webhook, to any path", "GET", "/hooks, to see what came"));
            return;
        }
        var with = answer;
        var now = Instant.now();
        var id = header(exchange, "webhook-id");
        var timestamp = header(exchange, "webhook-timestamp");
        var problem = signature.problem(id, timestamp, header(exchange, "webhook-signature"), body, now);
        hooks.addFirst(new Hook(now, path, id, timestamp, problem, with.status(), body));
        while (hooks.size() > MOST_HOOKS) {
            hooks.pollLast();
        }
        if (with.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", with.retryAfter().toString());
        }
        send(exchange, with.status(), Map.of());
    }

    private void list(HttpExchange exchange) throws IOException {
        var method = exchange.getRequestMethod();
        var isList = exchange.getRequestURI().getPath().equals("/hooks");
        if (isList && method.equals("GET")) {
            send(exchange, 200, hooks.stream().map(this::view).toList());
        } else if (isList && method.equals("DELETE")) {
            hooks.clear();
            send(exchange, 200, List.of());
        } else {
            take(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = body(exchange);
        try {
            if (exchange.getRequestMethod().equals("PUT")) {
                answer = HookAnswer.of(json.readTree(request));
            }
            send(exchange, 200, answer);
        } catch (IllegalArgumentException | JacksonException e) {
            send(exchange, 400, Map.of("expected", HookAnswer.OK));
        }
    }

    private Map<String, Object> view(Hook hook) {
        var view = new LinkedHashMap<String, Object>();
        view.put("received", hook.received().toString());
        view.put("path", hook.path());
        view.put("id", hook.id());
        view.put("timestamp", hook.timestamp());
        view.put("valid", hook.valid());
        hook.problem().ifPresent(problem -> view.put("problem", problem));
        view.put("answered", hook.answered());
        view.put("body", content(hook.body()));
        return view;
    }

    private Object content(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return body;
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        try (exchange) {
            var bytes = status == 204 || status == 304 ? new byte[0] : json.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
