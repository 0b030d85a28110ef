package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 404 for {@code /actuator/health/no/such}, at which Spring Boot 4.1 throws. */
final class HealthPaths extends OncePerRequestFilter {

    private final ProblemJson json;

    HealthPaths(ProblemJson json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/actuator/health/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException e) {
            if (!(e.getRootCause() instanceof IllegalStateException)) {
                throw e;
            }
            json.write(Problem.of(NOT_FOUND), response);
        }
    }
}
