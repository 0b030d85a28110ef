package dev.orderflow.eventbus.apidocs;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Map;

/** What the headers of answers mean. */
final class Headers {

    private static final Map<String, String> MEANINGS = Map.of(
            "ETag", "The state of what is shown; send it as If-None-Match",
            "Location", "Where it can be asked for",
            "Preference-Applied", "The part of Prefer that was followed (RFC 7240)",
            "Retry-After", "In so many seconds it is worth to ask again");

    private Headers() {}

    static Header of(String name) {
        return new Header().description(MEANINGS.get(name)).schema(new StringSchema());
    }
}
