package dev.orderflow.eventbus.http;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a URI from a {@link VisibleText}. */
final class StrictUri extends StdScalarDeserializer<URI> {

    private static final StrictText TEXT = new StrictText();

    StrictUri() {
        super(URI.class);
    }

    @Override
    public @Nullable URI deserialize(JsonParser parser, DeserializationContext context) {
        var text = TEXT.deserialize(parser, context);
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            return (URI) context.handleWeirdStringValue(URI.class, text, "not a URI");
        }
    }
}
