package dev.orderflow.eventbus.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.DurationDeserializer;

/**
 * Reads a duration that is spelt as one. Of a number nobody knows whether seconds or milliseconds are meant, and a blank
 * text Jackson takes for none.
 */
final class StrictDuration extends StdScalarDeserializer<Duration> {

    StrictDuration() {
        super(Duration.class);
    }

    @Override
    public @Nullable Duration deserialize(JsonParser parser, DeserializationContext context) {
        return parser.hasToken(JsonToken.VALUE_STRING) && !parser.getString().isBlank()
                ? DurationDeserializer.INSTANCE.deserialize(parser, context)
                : (Duration) context.handleUnexpectedToken(getValueType(context), parser);
    }
}
