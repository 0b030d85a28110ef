package dev.orderflow.event;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SchemaTest {

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            DRAFT_2020_12,
            registry -> registry.schemaIdResolvers(
                    ids -> ids.mapPrefix(DataSchema.of("").replace(".json", ""), "classpath:schemas/")));

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aSchemaBearsTheNameThatEventsReferTo(String type) {
        var schema = EventMapper.JSON.readTree(Golden.resource("/schemas/%s.json".formatted(type)));

        assertThat(schema.get("$id").stringValue()).isEqualTo(DataSchema.of(type));
        assertThat(schema.get("title").stringValue()).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void anEventFitsItsSchema(String type) {
        assertThat(errors(type, Golden.tree(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void anEventFitsNoOtherSchema(String type) {
        assertThat(Golden.types()
                        .filter(other -> errors(other, Golden.tree(type)).isEmpty()))
                .containsExactly(type);
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aMissingFieldIsSeen(String type) {
        assertThat(Mutation.without(Golden.tree(type)))
                .filteredOn(mutation -> !Golden.OPTIONAL.contains(mutation.field()))
                .allSatisfy(
                        mutation -> assertThat(errors(type, mutation.event())).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aFieldOfAnotherTypeIsSeen(String type) {
        assertThat(Mutation.ofAnotherType(Golden.tree(type)))
                .allSatisfy(
                        mutation -> assertThat(errors(type, mutation.event())).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aFieldThatNobodyKnowsIsNoError(String type) {
        assertThat(Mutation.withUnknownField(Golden.tree(type)))
                .allSatisfy(
                        mutation -> assertThat(errors(type, mutation.event())).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "/id, 171CB68B459DD9B5CE3D69318391AEB0C2242223B6CD6386EB4B9639F4E741A8",
        "/key, ''",
        "/createdAt, 2026-11-23T15:04:05Z",
        "/message/placedAt, 2026-11-23T15:04:05.123456+01:00",
        "/message/total/amount, 1e3",
        "/message/total/amount, '025.00'",
        "/message/total/currency, eur",
        "/message/status, CONFIRMED"
    })
    void anotherSpellingIsSeen(String path, String value) {
        var at = JsonPointer.compile(path);
        var event = Golden.tree("OrderPlaced");
        ((ObjectNode) event.at(at.head())).put(at.last().getMatchingProperty(), value);

        assertThat(errors("OrderPlaced", event)).hasSize(1);
    }

    private List<Error> errors(String type, JsonNode event) {
        return schemas.getSchema(SchemaLocation.of(DataSchema.of(type)))
                .validate(event, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
