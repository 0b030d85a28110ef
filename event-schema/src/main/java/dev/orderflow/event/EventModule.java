package dev.orderflow.event;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The values that JSON has no type for: strings, each with one spelling. */
final class EventModule extends SimpleModule {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    EventModule() {
        add(Instant.class, EventTime::print, EventTime::parse);
        add(BigDecimal.class, BigDecimal::toPlainString, EventModule::decimal);
        add(Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        add(URI.class, URI::toString, URI::create);
    }

    private static BigDecimal decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a decimal number like 25.00");
        }
        return new BigDecimal(text);
    }

    private <T> void add(Class<T> type, Function<T, String> print, Function<String, T> parse) {
        addSerializer(type, new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                json.writeString(print.apply(value));
            }
        });
        addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) {
                if (!json.hasToken(JsonToken.VALUE_STRING)) {
                    return type.cast(context.handleUnexpectedToken(context.constructType(type), json));
                }
                try {
                    return parse.apply(json.getString());
                } catch (IllegalArgumentException e) {
                    return type.cast(context.handleWeirdStringValue(type, json.getString(), e.getMessage()));
                }
            }
        });
    }
}
