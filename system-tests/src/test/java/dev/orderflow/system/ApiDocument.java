package dev.orderflow.system;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a running service says of its API. */
record ApiDocument(URI service, ObjectNode json) {

    static ApiDocument of(String service) {
        var uri = Running.system().uri(service);
        return new ApiDocument(uri, (ObjectNode) Http.get(uri.resolve("/v3/api-docs")));
    }

    Stream<Operation> operations() {
        return json.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue())));
    }

    /** What is wrong with a value. The schema's references lead into the document, so it is judged inside of it. */
    List<Error> errors(JsonNode schema, JsonNode value) {
        var inside = json.deepCopy();
        inside.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(DRAFT_2020_12)
                .getSchema(inside)
                .validate(value);
    }

    record Operation(String method, String path, JsonNode json) {

        String name() {
            return method + " " + path;
        }

        JsonNode request() {
            return json.at("/requestBody/content/application~1json");
        }

        /** The example of each parameter that has one. */
        Stream<JsonNode> parameters(String where) {
            return StreamSupport.stream(json.path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("in").asString().equals(where))
                    .filter(parameter -> parameter.has("example"));
        }

        /** The answer with that status, or the one for all of its kind. */
        Optional<JsonNode> answer(int status) {
            return Stream.of(Integer.toString(status), status / 100 + "XX")
                    .map(json.path("responses")::get)
                    .filter(answer -> answer != null)
                    .findFirst();
        }
    }
}
