package dev.orderflow.eventbus.apidocs;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the code does not say about an API, from a YAML file beside it.
 *
 * @param operations by method and path, such as {@code POST /orders}
 */
record ApiNotes(@Nullable String title, @Nullable String description, Map<String, Operation> operations) {

    /**
     * What an operation is asked, and what it answers.
     *
     * @param parameters examples by name; a header that the code does not declare is added
     * @param request    an example of the body
     * @param answers    by status; the first success is that of the code's return type
     */
    record Operation(
            Map<String, Object> parameters, @Nullable Object request, Map<String, Answer> answers) {

        Operation {
            parameters = requireNonNullElse(parameters, Map.of());
            answers = requireNonNullElse(answers, Map.of());
        }
    }

    /** @param problem the last part of the problem's type, if the answer is one */
    record Answer(
            @Nullable String says,
            List<String> headers,
            @Nullable Object example,
            @Nullable String problem) {

        Answer {
            headers = requireNonNullElse(headers, List.of());
        }
    }

    /** Empty when there is no such file. */
    static ApiNotes read(String file) {
        var resource = new ClassPathResource(file);
        if (!resource.exists()) {
            return new ApiNotes(null, null, Map.of());
        }
        try (var yaml = resource.getInputStream()) {
            var notes = new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml);
            return new JsonMapper().convertValue(notes, ApiNotes.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
