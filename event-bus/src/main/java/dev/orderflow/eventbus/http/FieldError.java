package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import jakarta.validation.ConstraintViolation;
import java.util.Collection;
import java.util.Comparator;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.ObjectError;

/**
 * What is wrong with one field.
 *
 * @param pointer where it is in the request's body, a JSON pointer (RFC 6901)
 */
record FieldError(String pointer, String detail) {

    private static final int MOST = 50;

    static FieldError of(ObjectError error) {
        if (error.contains(ConstraintViolation.class)) {
            return of(error.unwrap(ConstraintViolation.class));
        }
        var field = error instanceof org.springframework.validation.FieldError found ? "." + found.getField() : "";
        var pointer =
                field.replace("].", "/").replace('[', '/').replace('.', '/').replace("]", "");
        return new FieldError(pointer, String.valueOf(error.getDefaultMessage()));
    }

    static FieldError of(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        for (var node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(escaped(node.getKey().toString()));
            }
            if (node.getName() != null && !node.getName().startsWith("<")) { // as in <map value>
                pointer.append('/').append(escaped(node.getName()));
            }
        }
        return new FieldError(pointer.toString(), violation.getMessage());
    }

    static ProblemDetail problem(Collection<FieldError> errors) {
        var problem = Problem.of(
                UNPROCESSABLE_CONTENT, "invalid-fields", "Invalid fields", "Some fields are not as they must be");
        problem.setProperty(
                "errors",
                errors.stream()
                        .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail))
                        .limit(MOST)
                        .toList());
        return problem;
    }

    /** Whether this field is the other one, or is inside it. */
    boolean isWithin(FieldError other) {
        return pointer.equals(other.pointer) || pointer.startsWith(other.pointer + "/");
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
