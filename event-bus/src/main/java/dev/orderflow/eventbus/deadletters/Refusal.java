package dev.orderflow.eventbus.deadletters;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import dev.orderflow.eventbus.http.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why the desk does not do what it was asked: a problem detail (RFC 9457). */
final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private Refusal(HttpStatus status, String type, String title, String detail) {
        super(status, Problem.of(status, type, title, detail), null);
    }

    static Refusal notFound(long id) {
        return new Refusal(
                NOT_FOUND,
                "dead-letter-not-found",
                "Dead letter not found",
                "There is no dead letter %d, or none any more; the audit tells what was decided".formatted(id));
    }

    static Refusal waits(long id, long head) {
        var refusal = new Refusal(
                CONFLICT,
                "dead-letter-waits",
                "The event waits behind another one",
                "%d waits behind %d, which comes first".formatted(id, head));
        refusal.getBody().setProperty("head", head);
        return refusal;
    }

    static Refusal notDead(long id) {
        return new Refusal(
                CONFLICT,
                "dead-letter-not-dead",
                "Not dead yet",
                "%d is being retried: it is not dead, or not any more".formatted(id));
    }

    static Refusal unreadable(long id, String reason) {
        return new Refusal(
                CONFLICT,
                "dead-letter-unreadable",
                "Unreadable record",
                "%d holds no event that could be handled: %s. It can be discarded".formatted(id, reason));
    }

    static Refusal operatorRequired() {
        return new Refusal(
                BAD_REQUEST,
                "operator-required",
                "Operator required",
                "The header Operator says who decides: 1 to 100 printable characters");
    }
}
