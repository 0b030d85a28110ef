package dev.orderflow.benchmarks.load;

/** One event: the number counts those of its key, from 1. */
public record Tick(String key, long number) {

    public static final String PADDING = "x".repeat(500);

    private static final String ID = "0".repeat(64);

    /** As an event of orderflow's looks, of the same size, for those who take any text. */
    public String json() {
        return """
            {"id":"%s","type":"Ticked","key":"%s","version":%d,"createdAt":"2026-11-25T12:00:00.123456Z",\
            "message":{"key":"%s","number":%d,"padding":"%s"}}\
            """.formatted(ID, key, number, key, number, PADDING);
    }
}
