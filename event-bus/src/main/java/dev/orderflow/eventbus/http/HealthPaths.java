package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 404 for {@code /actuator/health/no/such}, at which Spring Boot 4.1 throws. */
final class HealthPaths extends OncePerRequestFilter {

    private final ProblemJson json;

    HealthPaths(ProblemJson json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException e) {
            if (!isAboutAPath(e.getRootCause())) {
                throw e;
            }
            json.write(Problem.of(NOT_FOUND), response);
        }
    }

    /** Not by the request's path, which can be written in many ways. */
    private static boolean isAboutAPath(@Nullable Throwable failure) {
        return failure instanceof IllegalStateException
                && Arrays.stream(failure.getStackTrace())
                        .limit(2) // the first is the assertion
                        .anyMatch(frame -> frame.getClassName().endsWith(".HealthEndpointSupport"));
    }
}
