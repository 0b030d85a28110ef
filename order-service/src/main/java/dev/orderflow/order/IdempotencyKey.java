package dev.orderflow.order;

import java.util.regex.Pattern;

/**
 * The client's name for one request to place an order, the same when the request is sent again. As the draft for the
 * {@code Idempotency-Key} header has it, a string in quotes; as most clients send it, without them.
 */
record IdempotencyKey(String value) {

    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+)\"");

    public IdempotencyKey { // public for the conversion of a header
        var quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            value = quoted.group(1).replaceAll("\\\\(.)", "$1");
        } else if (value.startsWith("\"")) {
            value = "";
        }
        if (!value.matches("[ -~]{1,255}") || value.isBlank()) {
            throw new IllegalArgumentException("must be 1 to 255 visible ASCII characters, in quotes or without");
        }
    }
}
