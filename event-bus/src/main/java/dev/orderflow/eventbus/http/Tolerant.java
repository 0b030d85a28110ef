package dev.orderflow.eventbus.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/** Remembers that a value is not what it must be, and goes on after it, with null in its place. */
final class Tolerant extends DelegatingDeserializer {

    private Tolerant(ValueDeserializer<?> delegate) {
        super(delegate);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
        return new Tolerant(delegate);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
        var inside = parser.streamReadContext();
        var depth = inside.getNestingDepth() - (parser.currentToken().isStructStart() ? 1 : 0);
        var errors = BodyErrors.of(context);
        var here = errors.here();
        var where = inside.pathAsPointer();
        errors.goTo(where);
        try {
            return super.deserialize(parser, context);
        } catch (DatabindException | InputCoercionException misfit) {
            errors.add(where, Expectation.of(misfit));
            while (parser.streamReadContext().getNestingDepth() > depth && parser.nextToken() != null) {}
            return null;
        } finally {
            errors.goTo(here);
        }
    }

    /** Makes the reading of every value tolerant. */
    static final class Everything extends ValueDeserializerModifier {

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
            return new Tolerant(deserializer);
        }

        @Override
        public ValueDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            return new Tolerant(deserializer);
        }

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            return new Tolerant(deserializer);
        }

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            return new Tolerant(deserializer);
        }
    }
}
