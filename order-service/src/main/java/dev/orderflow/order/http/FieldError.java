package dev.orderflow.order.http;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * What is wrong with one field.
 *
 * @param pointer where it is in the request's body, a JSON pointer (RFC 6901)
 */
record FieldError(String pointer, String detail) {

    static FieldError of(org.springframework.validation.FieldError error) {
        var pointer = "/"
                + error.getField()
                        .replace("].", "/")
                        .replace('[', '/')
                        .replace('.', '/')
                        .replace("]", "");
        return new FieldError(pointer, String.valueOf(error.getDefaultMessage()));
    }

    static FieldError of(List<JacksonException.Reference> path, String detail) {
        return new FieldError(path.stream().map(FieldError::step).collect(Collectors.joining()), detail);
    }

    private static String step(JacksonException.Reference reference) {
        var name = reference.getPropertyName();
        return "/"
                + (name == null ? reference.getIndex() : name.replace("~", "~0").replace("/", "~1"));
    }
}
