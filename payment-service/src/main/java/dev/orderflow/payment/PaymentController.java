package dev.orderflow.payment;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.github.f4b6a3.ulid.Ulid;
import dev.orderflow.eventbus.http.Problem;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/payments", produces = APPLICATION_JSON_VALUE)
class PaymentController {

    private final Payments payments;

    PaymentController(Payments payments) {
        this.payments = payments;
    }

    /** Shows a payment. */
    @GetMapping("/{id}")
    PaymentView find(@PathVariable String id) {
        if (!Ulid.isValid(id)) {
            throw new PaymentNotFound(id);
        }
        return payments.findById(id).map(Payment::view).orElseThrow(() -> new PaymentNotFound(id));
    }

    /** Finds the payment of an order. */
    @GetMapping
    PaymentList ofOrder(@RequestParam @Pattern(regexp = "[0-9A-Z]{26}") String orderId) {
        return new PaymentList(
                payments.findByOrderId(orderId).map(Payment::view).stream().toList());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(PaymentNotFound e) {
        return Problem.answer(
                HttpStatus.NOT_FOUND, "payment-not-found", "Payment not found", String.valueOf(e.getMessage()));
    }

    record PaymentList(List<PaymentView> payments) {}
}
