package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes requests that are wrong in a few ways at once. Every character of one stands for a byte. */
final class MalformedRequest {

    /** Beside the endpoints of its controllers, what a service can be asked. */
    private static final List<String> OF_ALL = List.of(
            "GET /actuator",
            "GET /actuator/health",
            "GET /actuator/health/{id}",
            "GET /actuator/metrics/{id}",
            "GET /v3/api-docs",
            "GET /v3/api-docs/{id}",
            "GET /swagger-ui/{id}",
            "GET /{id}");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get", "G\0T", "");
    private static final List<String> PARAMETERS =
            List.of("limit", "after", "status", "orderId", "key", "type", "tag", "a[b]", "%00", "");
    private static final List<String> HEADERS = List.of(
            "Accept", "Content-Type", "Idempotency-Key", "If-None-Match", "Operator", "Cookie", "Origin", "Expect");

    /** What an endpoint takes. No such charge moves money: the gateway's books are those of the orders. */
    private record Body(String endpoint, String text) {}

    private static final List<Body> BODIES = List.of(
            new Body("POST /orders", """
                {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"card-ok",
                 "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}],"expiresIn":"PT15M","callbackUrl":"http://hooks.localhost:1/"}
                """),
            new Body("POST /gateway/charges", """
                {"amount":"25.00","currency":"EUR","method":"card-declined"}
                """),
            new Body("PUT /gateway", """
                {"mode":"sideways","methods":{"card-broken":"upwards"}}
                """),
            new Body("POST /dead-letters/redrive", """
                {"key":"01JD0000000000000000000000","topic":"orders","subscription":"payment-service"}
                """),
            new Body("POST /dead-letters/redrive", """
                {"group":{"subscription":"payment-service","cause":"IllegalStateException"}}
                """),
            new Body("POST /dead-letters/redrive", """
                {"all":true}
                """),
            new Body("POST /dead-letters/{id}/discard", """
                {"reason":"The customer has paid by other means"}
                """));
    private static final List<String> NASTY = List.of(
            "",
            "0",
            "-1",
            "1.5",
            "99999999999999999999",
            "null",
            "true",
            "\"",
            "{}",
            "[]",
            "\0",
            "%00",
            "%0a",
            "%zz",
            "%ff%fe",
            "%c0%80",
            "\r\n X: y",
            "../../etc/passwd",
            "..%2f..",
            ";a=b",
            "'; drop table orders --",
            "${jndi:ldap://x}",
            "\\ud800",
            "\\u0000",
            "*/*;q=x",
            "text/html",
            "application/json;charset=nonsense",
            "application/json;charset=utf-16",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "100-continue",
            "W/\"1\", *",
            "PENDING",
            "01JD0000000000000000000000",
            new String("ä€😀\u202e".getBytes(UTF_8), ISO_8859_1),
            "[".repeat(2000),
            "x".repeat(3000),
            "x".repeat(9000));

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private MalformedRequest() {}

    /** Adds to the endpoints of a service's controllers what every service has. */
    static List<String> endpoints(String service) {
        return Stream.concat(Endpoints.of(service).sorted(), OF_ALL.stream()).toList();
    }

    /** Makes the next request to one of the endpoints, such as {@code GET /orders/{id}}. */
    static String next(List<String> endpoints, Random random) {
        var endpoint = one(endpoints, random);
        var space = endpoint.indexOf(' ');
        var method = random.nextInt(4) > 0 ? endpoint.substring(0, space) : one(METHODS, random);
        var path = VARIABLE.matcher(endpoint.substring(space + 1))
                .replaceAll(_ -> Matcher.quoteReplacement(value(random)));
        var body = body(endpoint, random);
        var head = "%s %s%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s"
                .formatted(method, path, query(random), headers(random));
        return switch (random.nextInt(8)) {
            case 0 -> changed(head, random) + "\r\n\r\n";
            case 1 -> head + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
            case 2 -> head + "Content-Length: %d\r\n\r\n%s".formatted(body.length() + 7, body); // ends too early
            default -> head + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body);
        };
    }

    private static String query(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> (i == 0 ? "?" : "&") + one(PARAMETERS, random) + "=" + value(random))
                .collect(Collectors.joining());
    }

    private static String headers(Random random) {
        var json = random.nextInt(4) > 0 ? "Content-Type: application/json\r\n" : "";
        var own = random.nextBoolean()
                ? "Operator: fuzz\r\nIdempotency-Key: fuzz-%d\r\n".formatted(random.nextInt(1000))
                : "";
        return json
                + own
                + IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ -> one(HEADERS, random) + ": " + value(random) + "\r\n")
                        .collect(Collectors.joining());
    }

    /** Mostly what the endpoint takes, if it takes any: as it is, or changed. */
    private static String body(String endpoint, Random random) {
        var fitting =
                BODIES.stream().filter(each -> each.endpoint().equals(endpoint)).toList();
        var body = one(fitting.isEmpty() || random.nextInt(4) == 0 ? BODIES : fitting, random)
                .text();
        for (int i = random.nextInt(6); i > 2; i--) {
            body = changed(body, random);
        }
        return random.nextInt(50) == 0 ? body + " ".repeat(70_000) : body;
    }

    /** Cuts, repeats, replaces or adds something somewhere. */
    private static String changed(String text, Random random) {
        var from = random.nextInt(text.length() + 1);
        var to = from + random.nextInt(Math.min(20, text.length() - from) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, to) + text.substring(from);
            case 2 -> text.substring(0, from) + value(random) + text.substring(to);
            case 3 -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(from);
            default -> text.substring(0, from) + text.substring(to);
        };
    }

    private static String value(Random random) {
        return one(NASTY, random);
    }

    private static <T> T one(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
