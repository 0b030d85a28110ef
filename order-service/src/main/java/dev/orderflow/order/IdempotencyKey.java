package dev.orderflow.order;

/** The client's name for one request to place an order, the same when the request is sent again. */
record IdempotencyKey(String value) {

    public IdempotencyKey { // public for the conversion of a header
        if (!value.matches("[!-~]{1,255}")) {
            throw new IllegalArgumentException("An idempotency key has 1 to 255 visible ASCII characters");
        }
    }
}
