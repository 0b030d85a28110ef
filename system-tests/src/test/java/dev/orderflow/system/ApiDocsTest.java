package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import dev.orderflow.system.ApiDocument.Operation;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of each service says what the service does. */
class ApiDocsTest {

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "notification-service"})
    void everyEndpointIsInTheDocumentWithASummary(String service) {
        var summaries = ApiDocument.of(service)
                .operations()
                .collect(Collectors.toMap(
                        Operation::name,
                        operation -> operation.json().path("summary").asString("")));

        assertThat(summaries.keySet())
                .containsExactlyInAnyOrderElementsOf(Endpoints.of(service).toList());
        assertThat(summaries)
                .as("the summary is the first sentence of the method's Javadoc")
                .doesNotContainValue("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "notification-service"})
    void everyExampleFitsItsSchema(String service) {
        var document = ApiDocument.of(service);

        assertThat(document.operations()).allSatisfy(operation -> {
            assertExampleFits(document, operation.request());
            for (var answer : operation.json().path("responses")) {
                answer.path("content").forEach(content -> assertExampleFits(document, content));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "notification-service"})
    void everyExampleIsAnsweredAsTheDocumentSays(String service) {
        var document = ApiDocument.of(service);

        assertThat(document.operations().filter(ApiDocsTest::isAnExample))
                .isNotEmpty()
                .allSatisfy(operation -> {
                    var answer = send(document, operation);
                    var described = operation.answer(answer.statusCode());
                    assertThat(described)
                            .as("an answer with status %d", answer.statusCode())
                            .isPresent();
                    assertThat(answer.statusCode()).isLessThan(operation.path().contains("{") ? 500 : 300);
                    assertThat(bodyErrors(document, described.orElseThrow(), answer))
                            .isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "notification-service"})
    void thePageIsThere(String service) {
        var page = Http.send(Http.request(Running.system().uri(service).resolve("/swagger-ui/index.html"))
                .GET());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui-bundle.js");
    }

    @Test
    void theLibraryThatWritesTheDocumentDoesNotOpenTheDoorToYaml() {
        var order = Http.request(Shop.orders().resolve("/orders"))
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(Shop.order("card-ok")));

        assertThat(Http.send(order).statusCode()).isEqualTo(415);
    }

    /** Others change something, and nothing says with what. */
    private static boolean isAnExample(Operation operation) {
        return operation.method().equals("GET")
                || operation.request().has("example")
                || operation.json().toString().contains("\"example\"");
    }

    private static HttpResponse<String> send(ApiDocument document, Operation operation) {
        var path = operation.path();
        for (var parameter : operation.parameters("path").toList()) {
            path = path.replace("{" + parameter.path("name").asString() + "}", encoded(parameter.path("example")));
        }
        var query = operation
                .parameters("query")
                .map(parameter -> parameter.path("name").asString() + "=" + encoded(parameter.path("example")))
                .collect(Collectors.joining("&", "?", ""));
        var body = operation.request().path("example");
        var request = Http.request(document.service().resolve(path.replaceAll("\\{\\w+}", "unknown") + query))
                .method(
                        operation.method(),
                        body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .header("Content-Type", "application/json");
        operation
                .parameters("header")
                .forEach(parameter -> request.header(
                        parameter.path("name").asString(),
                        parameter.path("example").asString()));
        return Http.send(request);
    }

    private static String encoded(JsonNode example) {
        return URLEncoder.encode(example.asString(), StandardCharsets.UTF_8);
    }

    private static void assertExampleFits(ApiDocument document, JsonNode content) {
        if (content.has("example")) {
            assertThat(document.errors(content.path("schema"), content.path("example")))
                    .isEmpty();
        }
    }

    /** The type of the body is described, and the body is of it. */
    private static List<Error> bodyErrors(ApiDocument document, JsonNode described, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("none");
        var content = described.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("%s %s is not described", answer.statusCode(), type)
                .isFalse();
        return document.errors(content.path("schema"), Http.JSON.readTree(answer.body()));
    }
}
