package dev.orderflow.eventbus.http;

import static org.springframework.http.HttpStatus.BAD_REQUEST;

import java.util.List;
import org.springframework.http.ProblemDetail;

/**
 * What is wrong with one parameter of the query, or with one header.
 *
 * @param parameter its name
 */
record ParameterError(String parameter, String detail) {

    static ProblemDetail problem(List<ParameterError> errors) {
        var problem = Problem.of(
                BAD_REQUEST, "invalid-parameters", "Invalid parameters", "Some parameters are not as they must be");
        problem.setProperty("errors", errors);
        return problem;
    }
}
