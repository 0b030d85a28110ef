package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.naturalOrder;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/**
 * The one spelling of a JSON value, as RFC 8785 defines it, in UTF-8. What another language could read differently is
 * refused with an {@link IllegalArgumentException}: lone surrogates, infinite numbers, integers beyond ±2^53.
 */
final class CanonicalJson {

    private static final long MAX_INTEGER = 1L << 53;
    private static final String HEX = "0123456789abcdef";
    private static final int SHOWN = 60;

    private final StringBuilder out = new StringBuilder(1024);

    private CanonicalJson() {}

    static byte[] of(JsonNode value) {
        var json = new CanonicalJson();
        json.value(value);
        return json.out.toString().getBytes(UTF_8);
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> string(value.stringValue());
            case NUMBER -> number(value);
            case BOOLEAN, NULL -> out.append(value);
            case BINARY, POJO, MISSING -> throw refused(value.getNodeType() + " is not JSON");
        }
    }

    private void object(JsonNode object) {
        var names = new ArrayList<>(object.propertyNames());
        names.sort(naturalOrder()); // compares UTF-16 code units, as the RFC wants it
        var separator = '{';
        for (var name : names) {
            out.append(separator);
            string(name);
            out.append(':');
            value(object.get(name));
            separator = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private void array(JsonNode array) {
        var separator = '[';
        for (var element : array) {
            out.append(separator);
            value(element);
            separator = ',';
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    private void number(JsonNode number) {
        if (!number.isIntegralNumber()) {
            // its text, because a float is not what its double would print
            var value = Double.parseDouble(number.asString());
            if (!Double.isFinite(value)) {
                throw refused("number too large");
            }
            out.append(EcmaScriptNumber.print(value));
        } else if (number.canConvertToLong() && isExact(number.longValue())) {
            out.append(number.longValue());
        } else {
            throw refused("integer beyond ±2^53");
        }
    }

    private static boolean isExact(long integer) {
        return -MAX_INTEGER <= integer && integer <= MAX_INTEGER;
    }

    private void string(String text) {
        out.append('"');
        var written = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, written, i);
                escape(c);
                written = i + 1;
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused("lone surrogate");
                }
                i++;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> out.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        }
    }

    private IllegalArgumentException refused(String what) {
        var shown = out.substring(Math.max(0, out.length() - SHOWN));
        return new IllegalArgumentException("%s after %s".formatted(what, shown));
    }
}
