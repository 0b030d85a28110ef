package dev.orderflow.system;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What two spellings of one request have in common: {@code GET :8081/orders/…?limit}. */
record RequestShape(String method, String port, String path, String parameters) {

    private static final Pattern URL =
            Pattern.compile("(?:http://)?(?:(?:\\w+\\.)?localhost|127\\.0\\.0\\.1):(\\d+)([^?#]*)(?:\\?(.*))?");

    /** The whole of {@code $ID}, {@code ${ID}}, {@code {{id}}}, or an id itself. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\{[^}]*}}|\\$\\{\\w+}|\\$\\w+|\\b[0-9A-HJKMNP-TV-Z]{26}\\b");

    static RequestShape of(String method, String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "%s %s is not a request to a port of this machine".formatted(method, url));
        }
        return new RequestShape(method, parts.group(1), generalized(parts.group(2)), names(parts.group(3)));
    }

    private static String generalized(String path) {
        return VARIABLE.matcher(path).replaceAll("…");
    }

    private static String names(String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .map(parameter -> parameter.replaceFirst("=.*", ""))
                        .sorted()
                        .collect(Collectors.joining("&", "?", ""));
    }

    @Override
    public String toString() {
        return "%s :%s%s%s".formatted(method, port, path, parameters);
    }
}
