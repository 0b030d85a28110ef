package dev.orderflow.eventbus.http;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Makes problem details (RFC 9457), each with a stable type. */
public final class Problem {

    private static final String TYPES = "urn:orderflow:problem:";

    private Problem() {}

    /** A problem detail as an answer, whatever the request accepts. */
    public static ResponseEntity<ProblemDetail> answer(HttpStatus status, String type, String title, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(of(status, type, title, detail));
    }

    /**
     * A problem detail.
     *
     * @param type the last part of the type, which clients may rely on
     */
    public static ProblemDetail of(HttpStatus status, String type, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(type(type));
        problem.setTitle(title);
        return problem;
    }

    /** A problem of which nothing is known but the status. */
    static ProblemDetail of(HttpStatusCode status) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(type(name(status)));
        return problem;
    }

    /** The type of the problems of a name. */
    public static URI type(String name) {
        return URI.create(TYPES + name);
    }

    static String name(HttpStatusCode status) {
        var known = HttpStatus.resolve(status.value());
        return known == null
                ? Integer.toString(status.value())
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
