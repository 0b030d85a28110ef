package dev.orderflow.eventbus.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** Remembers a field that is not known, and goes on. */
final class UnknownFields extends DeserializationProblemHandler {

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> deserializer,
            Object owner,
            String name) {
        var errors = BodyErrors.of(context);
        errors.add(errors.here().appendProperty(name), "is not known");
        parser.skipChildren();
        return true;
    }
}
