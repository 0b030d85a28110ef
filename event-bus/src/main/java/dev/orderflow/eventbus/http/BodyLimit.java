package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads no more of a body than a reasonable request has, whatever length it claims and whoever it is for. */
final class BodyLimit extends OncePerRequestFilter {

    private static final int MAX_BYTES = 64 * 1024;

    private final ProblemJson json;

    BodyLimit(ProblemJson json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            refuse(response);
        } else if (hasBody(request)) {
            readAndGoOn(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void readAndGoOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException e) { // broken chunks, or nobody there any more
            json.write(Problem.of(BAD_REQUEST), response);
            return;
        }
        if (body.length > MAX_BYTES) {
            refuse(response);
        } else {
            chain.doFilter(new RequestWithBody(request, body), response);
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        json.write(
                Problem.of(
                        CONTENT_TOO_LARGE,
                        "content-too-large",
                        "Content too large",
                        "The body is larger than %d bytes".formatted(MAX_BYTES)),
                response);
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
}
