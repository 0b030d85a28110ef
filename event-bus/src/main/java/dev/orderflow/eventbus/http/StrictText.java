package dev.orderflow.eventbus.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads text that is text in the JSON too, and is a {@link VisibleText}. */
final class StrictText extends StdScalarDeserializer<String> {

    StrictText() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(getValueType(context), parser);
        }
        var text = parser.getString();
        if (VisibleText.is(text)) {
            return text;
        }
        BodyErrors.of(context).add(parser.streamReadContext().pathAsPointer(), VisibleText.RULE);
        return null;
    }

    /** The same for the names in an object whose names the client chooses. */
    static final class Key extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            if (!VisibleText.is(key)) {
                var errors = BodyErrors.of(context);
                errors.add(errors.here().appendProperty(key), "has a name that " + VisibleText.RULE);
            }
            return key;
        }
    }
}
