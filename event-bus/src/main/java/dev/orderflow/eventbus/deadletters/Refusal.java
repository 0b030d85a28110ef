package dev.orderflow.eventbus.deadletters;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Why the desk does not do what it was asked: a problem detail (RFC 9457). */
final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private Refusal(HttpStatus status, String type, String title, String detail) {
        super(status, problem(status, type, title, detail), null);
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

    static Refusal reasonRequired(int most) {
        return new Refusal(
                BAD_REQUEST,
                "reason-required",
                "Reason required",
                "reason says why it is given up: 1 to %d printable characters, not all blank".formatted(most));
    }

    static Refusal badRequest(String detail) {
        return new Refusal(BAD_REQUEST, "bad-request", "Bad Request", detail);
    }

    private static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:orderflow:problem:" + type));
        problem.setTitle(title);
        return problem;
    }
}
