package dev.orderflow.event;

/**
 * The {@code $id} of a type's JSON Schema. A name and no address: the schemas of Orderflow's events are {@code
 * schemas/<type>.json} in this module's jar. (A URN would not do, because the schemas refer to each other by relative
 * paths.)
 */
public final class DataSchema {

    /** What the names of the schemas of Orderflow's own events begin with. */
    public static final String ORDERFLOW = "https://orderflow.dev/schemas/";

    private DataSchema() {}

    /** Of one of Orderflow's own types. */
    public static String of(String type) {
        return of(ORDERFLOW, type);
    }

    /**
     * Of a type of somebody's.
     *
     * @param schemas what the names of their schemas begin with
     */
    public static String of(String schemas, String type) {
        return schemas + type + ".json";
    }
}
