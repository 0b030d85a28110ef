package dev.orderflow.eventbus.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what was expected where a value is not what it must be, in words that give away no class. */
final class Expectation {

    private Expectation() {}

    static String of(JacksonException misfit) {
        return switch (misfit) {
            case MismatchedInputException mismatch -> of(mismatch.getTargetType());
            case InputCoercionException overflow -> of(overflow.getTargetType());
            default -> of((Class<?>) null);
        };
    }

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "is not of the type that is expected here";
        }
        if (type.isEnum()) {
            return "must be one of " + String.join(", ", names(type));
        }
        if (type == String.class) {
            return "must be a text";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "must be a whole number";
        }
        if (type == BigDecimal.class) {
            return "must be a decimal number";
        }
        if (type == Duration.class) {
            return "must be an ISO 8601 duration such as \"PT15M\"";
        }
        if (type == Instant.class) {
            return "must be an instant such as \"2026-11-23T15:04:05Z\"";
        }
        if (type == Currency.class) {
            return "must be an ISO 4217 currency code such as \"EUR\"";
        }
        if (type == URI.class) {
            return "must be a URL";
        }
        return Collection.class.isAssignableFrom(type) ? "must be a list" : "must be an object";
    }

    /** As they are written in JSON. */
    private static Iterable<String> names(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(each -> {
                    var property = each.getAnnotation(JsonProperty.class);
                    return property == null ? each.getName() : property.value();
                })
                .toList();
    }
}
