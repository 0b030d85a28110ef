package dev.orderflow.order;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import dev.orderflow.eventbus.http.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How the facts that stop a request look over HTTP. */
@RestControllerAdvice
class OrderProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(OrderNotFound e) {
        return problem(NOT_FOUND, "order-not-found", "Order not found", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(OrderNotCancellable e) {
        return problem(CONFLICT, "order-not-cancellable", "Order cannot be cancelled", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(IdempotencyKeyReused e) {
        return problem(UNPROCESSABLE_CONTENT, "idempotency-key-reused", "Idempotency key reused", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(IdempotencyKeyInUse e) {
        return later(problem(CONFLICT, "idempotency-key-in-use", "Idempotency key in use", e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(TooManyWaiting e) {
        return later(problem(SERVICE_UNAVAILABLE, "too-many-waiting", "Too many clients are waiting", e));
    }

    private static ResponseEntity<ProblemDetail> later(ResponseEntity<ProblemDetail> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(answer.getBody());
    }

    private static ResponseEntity<ProblemDetail> problem(
            HttpStatus status, String type, String title, RuntimeException fact) {
        return Problem.answer(status, type, title, String.valueOf(fact.getMessage()));
    }
}
