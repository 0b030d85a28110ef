package dev.orderflow.order;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import dev.orderflow.eventbus.http.Problem;
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

    private static ResponseEntity<ProblemDetail> problem(
            HttpStatus status, String type, String title, RuntimeException fact) {
        return Problem.answer(status, type, title, String.valueOf(fact.getMessage()));
    }
}
