package dev.orderflow.eventbus.apidocs;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Adds to the generated document what the code does not say: examples, headers, problems. */
final class NotedApi implements OpenApiCustomizer {

    private final List<ApiNotes> notes;

    NotedApi(ApiNotes... notes) {
        this.notes = List.of(notes);
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(Problems.SCHEMA, Problems.schema());
        if (api.getTags() != null) {
            api.getTags().forEach(tag -> tag.setName(business(tag.getName())));
        }
        api.getComponents()
                .getSchemas()
                .values()
                .forEach(schema -> schema.setDescription(plain(schema.getDescription())));
        for (var each : notes) {
            if (each.title() != null) {
                api.getInfo().title(each.title()).version("1.0.0").description(each.description());
            }
        }
        operations(api).forEach(operation -> tidy(operation, api));
        notes.forEach(each -> each.operations().forEach((name, note) -> add(note, operation(name, api))));
        operations(api)
                .forEach(operation -> operation
                        .getResponses()
                        .addApiResponse("4XX", Problems.response("The request is refused", null, null)));
    }

    private static Stream<Operation> operations(OpenAPI api) {
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    /** Says nothing twice, and nothing of controllers. */
    private static void tidy(Operation operation, OpenAPI api) {
        textualHeaders(operation, api);
        if (operation.getSummary() != null && operation.getSummary().equals(operation.getDescription())) {
            operation.description(null).summary(operation.getSummary().replaceFirst("\\.$", ""));
        }
        if (operation.getTags() != null) {
            operation.setTags(
                    operation.getTags().stream().map(NotedApi::business).toList());
        }
    }

    /** Javadoc without its links. */
    private static @Nullable String plain(@Nullable String javadoc) {
        return javadoc == null ? null : javadoc.replaceAll("\\{@link \\S+ ([^}]+)}", "$1");
    }

    private static String business(String tag) {
        return tag.replace("-controller", "");
    }

    /** @param name such as {@code POST /orders} */
    private static Operation operation(String name, OpenAPI api) {
        var methodAndPath = name.split(" ", 2);
        var path = api.getPaths().get(methodAndPath[1]);
        var operation = path == null ? null : path.readOperationsMap().get(HttpMethod.valueOf(methodAndPath[0]));
        if (operation == null) {
            throw new IllegalStateException("There are notes on %s, which does not exist".formatted(name));
        }
        return operation;
    }

    /** A header is text, whatever it is converted to. */
    private static void textualHeaders(Operation operation, OpenAPI api) {
        for (var parameter : parameters(operation)) {
            if ("header".equals(parameter.getIn()) && parameter.getSchema().get$ref() != null) {
                var type = parameter.getSchema().get$ref();
                api.getComponents().getSchemas().remove(type.substring(type.lastIndexOf('/') + 1));
                parameter.setSchema(new StringSchema());
            }
        }
    }

    private static void add(ApiNotes.Operation note, Operation operation) {
        note.parameters()
                .forEach((name, example) -> parameters(operation).stream()
                        .filter(parameter -> parameter.getName().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseGet(() -> {
                            var header = new HeaderParameter().name(name).schema(new StringSchema());
                            operation.addParametersItem(header);
                            return header;
                        })
                        .example(example));
        if (note.request() != null) {
            operation.getRequestBody().getContent().values().forEach(body -> body.example(note.request()));
        }
        var answer = generatedAnswer(operation.getResponses());
        note.answers()
                .forEach((status, each) ->
                        operation.getResponses().addApiResponse(status, response(status, each, answer)));
    }

    /** What the code returns, taken out, because the notes know its status better. */
    private static Content generatedAnswer(ApiResponses responses) {
        return List.copyOf(responses.keySet()).stream()
                .filter(status -> status.startsWith("2"))
                .findFirst()
                .map(responses::remove)
                .map(ApiResponse::getContent)
                .orElseGet(Content::new);
    }

    private static ApiResponse response(String status, ApiNotes.Answer answer, Content generated) {
        if (answer.problem() != null) {
            return Problems.response(answer.says(), status, answer.problem());
        }
        var response = new ApiResponse().description(answer.says());
        answer.headers().forEach(name -> response.addHeaderObject(name, Headers.of(name)));
        if (answer.example() != null) {
            generated.values().forEach(body -> body.example(answer.example()));
            response.content(generated);
        }
        return response;
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }
}
