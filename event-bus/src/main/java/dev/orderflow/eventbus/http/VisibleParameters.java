package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.BAD_REQUEST;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses paths and query parameters that are no {@link VisibleText} once they are decoded, or cannot be decoded. */
final class VisibleParameters extends OncePerRequestFilter {

    private final ProblemJson json;

    VisibleParameters(ProblemJson json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<ParameterError> errors;
        try {
            errors = request.getParameterMap().entrySet().stream()
                    .filter(each -> !VisibleText.is(each.getKey())
                            || !Arrays.stream(each.getValue()).allMatch(VisibleText::is))
                    .map(each -> new ParameterError(each.getKey(), VisibleText.RULE))
                    .toList();
        } catch (IllegalStateException e) { // Tomcat's InvalidParameterException
            json.write(unreadable("The query cannot be decoded"), response);
            return;
        }
        if (!errors.isEmpty()) {
            json.write(ParameterError.problem(errors), response);
        } else if (!VisibleText.is(request.getServletPath())) {
            json.write(unreadable("The path " + VisibleText.RULE), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static ProblemDetail unreadable(String detail) {
        return Problem.of(BAD_REQUEST, "bad-request", "Bad Request", detail);
    }
}
