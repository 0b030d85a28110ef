package dev.orderflow.eventbus.deadletters;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which dead letters: all that have these. */
record Filter(
        @Nullable String subscription,
        @Nullable String topic,
        @Nullable String key,
        @Nullable String type,
        @Nullable String cause) {

    /** The condition on a row of the view {@code desk}; an unnamed column may hold anything. */
    static final String MATCHES = """
            (:subscription::text is null or subscription = :subscription)
        and (:topic::text is null or topic = :topic)
        and (:key::text is null or key = :key)
        and (:type::text is null or type = :type)
        and (:cause::text is null or cause = :cause)
        """;

    Map<String, @Nullable Object> parameters() {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("subscription", subscription);
        parameters.put("topic", topic);
        parameters.put("key", key);
        parameters.put("type", type);
        parameters.put("cause", cause);
        return parameters;
    }
}
