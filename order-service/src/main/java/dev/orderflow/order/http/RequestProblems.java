package dev.orderflow.order.http;

import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every refusal of a request is a problem detail (RFC 9457) with a stable type, and names the fields at fault. */
@RestControllerAdvice
class RequestProblems extends ResponseEntityExceptionHandler {

    private static final String TYPES = "urn:orderflow:problem:";

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = e.getFieldErrors().stream()
                .map(FieldError::of)
                .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail))
                .toList();
        return invalid(e, errors, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getCause() instanceof DatabindException misfit
                && !misfit.getPath().isEmpty()) {
            return invalid(e, List.of(FieldError.of(misfit.getPath(), detail(misfit))), headers, request);
        }
        var problem = ProblemDetail.forStatusAndDetail(status, "The body is not the JSON object that is expected here");
        problem.setType(URI.create(TYPES + "malformed-json"));
        problem.setTitle("Malformed JSON");
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var detail = e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> result.getMethodParameter().getParameterName() + " " + error.getDefaultMessage()))
                .collect(Collectors.joining("; "));
        return handleExceptionInternal(e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var answer = super.handleExceptionInternal(e, body, headers, status, request);
        if (answer != null && answer.getBody() instanceof ProblemDetail problem && isUntyped(problem)) {
            problem.setType(URI.create(TYPES + name(status)));
        }
        return answer;
    }

    private @Nullable ResponseEntity<Object> invalid(
            Exception e, List<FieldError> errors, HttpHeaders headers, WebRequest request) {
        var problem = ProblemDetail.forStatusAndDetail(UNPROCESSABLE_CONTENT, "Some fields are not as they must be");
        problem.setType(URI.create(TYPES + "invalid-fields"));
        problem.setTitle("Invalid fields");
        problem.setProperty("errors", errors);
        return handleExceptionInternal(e, problem, headers, UNPROCESSABLE_CONTENT, request);
    }

    private static String detail(DatabindException misfit) {
        return misfit instanceof UnrecognizedPropertyException
                ? "is not known"
                : "is not of the type that is expected here";
    }

    private static boolean isUntyped(ProblemDetail problem) {
        return problem.getType() == null || problem.getType().equals(URI.create("about:blank"));
    }

    private static String name(HttpStatusCode status) {
        var known = HttpStatus.resolve(status.value());
        return known == null
                ? Integer.toString(status.value())
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
