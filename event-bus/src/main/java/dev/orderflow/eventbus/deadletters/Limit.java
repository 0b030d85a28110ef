package dev.orderflow.eventbus.deadletters;

/** How many rows a page may have. */
record Limit(int rows) {

    private static final int MOST = 1000;

    Limit {
        if (rows < 1 || rows > MOST) {
            throw Refusal.badRequest("limit is %d, and must be 1 to %d".formatted(rows, MOST));
        }
    }
}
