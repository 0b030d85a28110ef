package dev.orderflow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

class RawEventMessageTest {

    private static final Set<String> NULLABLE = Set.of("callbackUrl", "explanation", "reason");

    @Test
    void anEventOfAnotherFamilyIsNotThisFamilys() {
        var event = RawEvent.parse(Golden.bytes("OrderPlaced"));
        assertThat(event.as(EventFamily.of(PaymentEvent.class))).isEmpty();
    }

    @Test
    void aTypeThatNobodyKnowsYetIsReadableAndEmpty() {
        var event = RawEvent.parse(Golden.renamed(Golden.tree("OrderPlaced").put("type", "OrderShipped")));
        assertThat(event.as(EventFamily.of(OrderEvent.class))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void fieldsThatNobodyKnowsYetAreIgnored(String type) {
        var plain = RawEvent.parse(Golden.bytes(type)).as(Golden.familyOf(type)).orElseThrow();
        assertThat(Mutation.withUnknownField(Golden.tree(type)))
                .allSatisfy(mutation -> assertThat(
                                RawEvent.parse(Golden.renamed(mutation.event())).as(Golden.familyOf(type)))
                        .hasValueSatisfying(read -> assertThat(read.message()).isEqualTo(plain.message())));
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aMissingComponentIsUnreadable(String type) {
        assertThat(Mutation.without(Golden.tree(type)))
                .filteredOn(RawEventMessageTest::isRequired)
                .filteredOn(mutation -> isReadable(type, mutation.event()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aNullComponentIsUnreadable(String type) {
        assertThat(Mutation.ofNull(Golden.tree(type)))
                .filteredOn(RawEventMessageTest::isRequired)
                .filteredOn(mutation -> isReadable(type, mutation.event()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void aComponentOfAnotherTypeIsUnreadable(String type) {
        assertThat(Mutation.ofAnotherType(Golden.tree(type)))
                .filteredOn(mutation -> !mutation.field().equals("id") && isReadable(type, mutation.event()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/message/orderId, '\"another\"'",
        "/message/status, '\"SHIPPED\"'",
        "/message/status, '\"\"'",
        "/message/status, 0",
        "/message/placedAt, 1763910245",
        "/message/placedAt, '\"2026-11-23T15:04:05Z\"'",
        "/message/total/amount, 34.95",
        "/message/total/amount, '\"34.950\"'",
        "/message/total/amount, '\"3495e-2\"'",
        "/message/total/currency, '\"euro\"'",
        "/message/total/currency, '\"\"'",
        "/message/items, '[null]'",
        "/message/items/0/quantity, 2.0",
        "/message/items/0/quantity, 3000000000",
        "/message/customer/callbackUrl, '\"a b\"'",
        "/message/customer/callbackUrl, 7"
    })
    void aValueThatItsComponentCannotTakeIsUnreadable(String path, String value) {
        var at = JsonPointer.compile(path);
        var event = Golden.tree("OrderPlaced");
        ((ObjectNode) event.at(at.head())).set(at.last().getMatchingProperty(), EventMapper.JSON.readTree(value));
        assertThat(isReadable("OrderPlaced", event)).isFalse();
    }

    @Test
    void anErrorSaysWhatAndWhere() {
        var event = Golden.tree("OrderPlaced");
        event.withObject("/message/customer").remove("email");
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> RawEvent.parse(Golden.renamed(event)).as(EventFamily.of(OrderEvent.class)))
                .withMessage(
                        "OrderPlaced message at /customer/email: Missing required creator property 'email' (index 1)");
    }

    private static boolean isRequired(Mutation mutation) {
        return !mutation.field().equals("id") && !NULLABLE.contains(mutation.field());
    }

    private static boolean isReadable(String type, ObjectNode event) {
        try {
            return RawEvent.parse(Golden.renamed(event))
                    .as(Golden.familyOf(type))
                    .isPresent();
        } catch (UnreadableEventException _) {
            return false;
        }
    }
}
