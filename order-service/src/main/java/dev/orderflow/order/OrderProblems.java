package dev.orderflow.order;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How the facts that stop a request look over HTTP. */
@RestControllerAdvice
class OrderProblems {

    @ExceptionHandler
    ProblemDetail on(OrderNotFound e) {
        return problem(NOT_FOUND, "order-not-found", "Order not found", e);
    }

    @ExceptionHandler
    ProblemDetail on(OrderNotCancellable e) {
        return problem(CONFLICT, "order-not-cancellable", "Order cannot be cancelled", e);
    }

    @ExceptionHandler
    ProblemDetail on(IdempotencyKeyReused e) {
        return problem(UNPROCESSABLE_CONTENT, "idempotency-key-reused", "Idempotency key reused", e);
    }

    private static ProblemDetail problem(HttpStatus status, String type, String title, RuntimeException fact) {
        var problem = ProblemDetail.forStatusAndDetail(status, fact.getMessage());
        problem.setType(URI.create("urn:orderflow:problem:" + type));
        problem.setTitle(title);
        return problem;
    }
}
