package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import dev.orderflow.eventbus.Causes;
import dev.orderflow.eventbus.LostConnection;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamConstraintsException;

/** Every refusal of a request is a problem detail with a stable type, and names the fields or parameters at fault. */
@RestControllerAdvice
class RequestProblems extends ResponseEntityExceptionHandler {

    private static final String RETRY_AFTER_SECONDS = "5";

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = e.getAllErrors().stream().map(FieldError::of).toList();
        return answer(e, FieldError.problem(errors), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = e.getCause() instanceof StreamConstraintsException
                ? Problem.of(BAD_REQUEST, "json-limits-exceeded", "JSON limits exceeded", StrictJson.LIMITS)
                : Problem.of(
                        BAD_REQUEST,
                        "malformed-json",
                        "Malformed JSON",
                        "The body is not the JSON object that is expected here");
        return answer(e, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var results = e.getParameterValidationResults();
        var fields = results.stream()
                .filter(ParameterErrors.class::isInstance)
                .flatMap(result -> ((ParameterErrors) result).getAllErrors().stream())
                .map(FieldError::of)
                .toList();
        var problem = fields.isEmpty()
                ? ParameterError.problem(
                        results.stream().map(RequestProblems::parameterError).toList())
                : FieldError.problem(fields);
        return answer(e, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return e instanceof MethodArgumentTypeMismatchException mismatch
                ? refuse(e, name(mismatch.getParameter()), detail(mismatch), headers, request)
                : super.handleTypeMismatch(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refuse(e, e.getParameterName(), "is missing", headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return e instanceof MissingRequestHeaderException missing
                ? refuse(e, missing.getHeaderName(), "is missing", headers, request)
                : super.handleServletRequestBindingException(e, headers, status, request);
    }

    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class})
    @Nullable
    ResponseEntity<Object> databaseIsDown(RuntimeException e, WebRequest request) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        var problem = Problem.of(
                SERVICE_UNAVAILABLE,
                "service-unavailable",
                "Service unavailable",
                "The database does not answer; what was asked may not have been done");
        return answer(e, problem, headers, request);
    }

    @ExceptionHandler({UncategorizedDataAccessException.class, TransactionSystemException.class})
    @Nullable
    ResponseEntity<Object> databaseMayBeDown(RuntimeException e, WebRequest request) {
        var isDown = Causes.of(e)
                .anyMatch(cause -> cause instanceof SQLException sql && (LostConnection.is(sql) || isGivenUp(sql)));
        if (!isDown) {
            throw e;
        }
        return databaseIsDown(e, request);
    }

    /** The rollback after a connection was lost finds what HikariCP has left of it, and hides why. */
    private static boolean isGivenUp(SQLException e) {
        return e.getSQLState() == null && "Connection is closed".equals(e.getMessage());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var withType = HttpHeaders.copyOf(headers);
        withType.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // whatever the request accepts
        var answer = super.handleExceptionInternal(e, body, withType, status, request);
        if (answer != null && answer.getBody() instanceof ProblemDetail problem && isUntyped(problem)) {
            problem.setType(Problem.type(Problem.name(status)));
        }
        return answer;
    }

    private @Nullable ResponseEntity<Object> refuse(
            Exception e, String parameter, String detail, HttpHeaders headers, WebRequest request) {
        return answer(e, ParameterError.problem(List.of(new ParameterError(parameter, detail))), headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(e, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static ParameterError parameterError(ParameterValidationResult result) {
        return new ParameterError(
                name(result.getMethodParameter()),
                String.valueOf(result.getResolvableErrors().getFirst().getDefaultMessage()));
    }

    private static String name(MethodParameter parameter) {
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? Objects.requireNonNull(parameter.getParameterName()) : header.name();
    }

    /** A value object says itself what it must be. */
    private static String detail(MethodArgumentTypeMismatchException e) {
        var root = e.getMostSpecificCause();
        return root.getClass() == IllegalArgumentException.class
                        && root.getMessage() != null
                        && !root.getMessage().startsWith("No enum")
                ? root.getMessage()
                : Expectation.of(e.getRequiredType());
    }

    private static boolean isUntyped(ProblemDetail problem) {
        return problem.getType() == null || problem.getType().equals(URI.create("about:blank"));
    }
}
