package dev.orderflow.eventbus.http;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ObjectReader;

/** What is wrong with the fields of the current request's body, as far as reading it shows. */
final class BodyErrors {

    private static final String NAME = BodyErrors.class.getName();
    private static final int MOST = 50;

    private final List<FieldError> errors = new ArrayList<>();
    private JsonPointer here = JsonPointer.empty();

    static BodyErrors ofRequest() {
        var request = RequestContextHolder.currentRequestAttributes();
        if (request.getAttribute(NAME, RequestAttributes.SCOPE_REQUEST) instanceof BodyErrors known) {
            return known;
        }
        var errors = new BodyErrors();
        request.setAttribute(NAME, errors, RequestAttributes.SCOPE_REQUEST);
        return errors;
    }

    static BodyErrors of(DeserializationContext context) {
        return (BodyErrors) context.getAttribute(NAME);
    }

    /** Lets a reader remember here what is wrong with a field, and go on. */
    ObjectReader collect(ObjectReader reader) {
        return reader.withAttribute(NAME, this);
    }

    /** Where reading is now. */
    JsonPointer here() {
        return here;
    }

    void goTo(JsonPointer there) {
        here = there;
    }

    void add(JsonPointer where, String detail) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(where.toString(), detail));
        }
    }

    List<FieldError> found() {
        return List.copyOf(errors);
    }
}
