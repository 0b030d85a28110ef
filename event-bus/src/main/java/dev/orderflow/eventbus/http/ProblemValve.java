package dev.orderflow.eventbus.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** Writes the answer to whatever never reached Spring, or failed in its hands: a broken request line, a broken service. */
final class ProblemValve extends ErrorReportValve {

    private final ProblemJson json;

    ProblemValve(ProblemJson json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            json.write(Problem.of(HttpStatusCode.valueOf(status)), response);
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
