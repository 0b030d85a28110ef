package dev.orderflow.eventbus.http;

import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.ArrayList;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses a body of which some fields could not be read, and says what is wrong with the others too. */
@ControllerAdvice
class ReadBody extends RequestBodyAdviceAdapter {

    private final Validator validator;

    ReadBody(Validator validator) {
        this.validator = validator;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return converter == StrictJson.class;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        var unread = BodyErrors.ofRequest().found();
        if (body == null || unread.isEmpty()) {
            return body;
        }
        var errors = new ArrayList<>(unread);
        if (parameter.hasParameterAnnotation(Valid.class)) {
            validator.validate(body).stream()
                    .map(FieldError::of)
                    .filter(error -> unread.stream().noneMatch(error::isWithin)) // it is missing for that reason
                    .forEach(errors::add);
        }
        throw new ErrorResponseException(HttpStatus.UNPROCESSABLE_CONTENT, FieldError.problem(errors), null);
    }
}
