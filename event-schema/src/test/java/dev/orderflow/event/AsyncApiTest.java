package dev.orderflow.event;

import static com.networknt.schema.SpecificationVersion.DRAFT_7;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The AsyncAPI document says what the code does. Written anew by {@code mvn test -pl event-schema -Dasyncapi=write}. */
class AsyncApiTest {

    private static final Path FILE = Path.of("../docs/asyncapi.yaml");
    private static final String HEAD = """
        # Made from event-schema by AsyncApiTest, which fails when the two differ. To write it anew:
        #   mvn test -pl event-schema -Dtest=AsyncApiTest -Dasyncapi=write
        """;
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build())
            .build();

    private final ObjectNode document = AsyncApi.document();

    @Test
    void theDocumentIsUpToDate() throws IOException {
        var text = HEAD + YAML.writeValueAsString(document);
        if ("write".equals(System.getProperty("asyncapi"))) {
            Files.writeString(FILE, text);
        }

        assertThat(Files.readString(FILE))
                .as("docs/asyncapi.yaml: its first lines say how to write it anew")
                .isEqualTo(text);
        assertThat(YAML.readTree(text)).isEqualTo(document);
    }

    @Test
    void everyHeaderIsInTheDocument() {
        var constants = Stream.of(EventHeaders.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(AsyncApiTest::value);

        assertThat(AsyncApiHeaders.names()).containsExactlyInAnyOrderElementsOf(constants.toList());
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aMessageTakesItsExampleAndNoOther(String type) {
        var message = document.at("/components/messages/" + type);
        var example = message.at("/examples/0");

        assertThat(fits(message.get("payload"), example.get("payload"))).isTrue();
        assertThat(fits(message.get("headers"), example.get("headers"))).isTrue();
        assertThat(Golden.types().filter(other -> fits(message.get("payload"), Golden.tree(other))))
                .containsExactly(type);
        assertThat(Mutation.without(Golden.tree(type)))
                .filteredOn(mutation -> !Golden.OPTIONAL.contains(mutation.field()))
                .noneMatch(mutation -> fits(message.get("payload"), mutation.event()));
    }

    /** The schema's references lead into the document, so it is judged inside of it. */
    private boolean fits(JsonNode schema, JsonNode value) {
        var inside = document.deepCopy();
        inside.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(DRAFT_7)
                .getSchema(inside)
                .validate(value)
                .isEmpty();
    }

    private static String value(java.lang.reflect.Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
