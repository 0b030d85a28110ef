package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class RawEventTest {

    private static final String GOLDEN = new String(Golden.bytes("OrderPlaced"), UTF_8);

    @Test
    void aTombstoneIsUnreadable() {
        assertUnreadable(null, "no value");
    }

    @Test
    void anAlteredEventIsUnreadable() {
        assertUnreadable(GOLDEN.replace("34.95", "3.95").getBytes(UTF_8), "id is not that of the content");
    }

    /** What is sent to somebody whose record lets its key be missing. */
    @Test
    void aMessageWithoutItsKeyIsUnreadable() {
        var found = (ObjectNode) EventMapper.JSON.readTree(
                EventJson.write(new Found("ada"), 1, Instant.EPOCH).value());
        found.withObject("/message").putNull("owner");
        var event = RawEvent.parse(Golden.renamed(found));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> event.as(EventFamily.of(LostProperty.class)))
                .withMessage("Found message has no key");
    }

    @Topic("lost-property")
    sealed interface LostProperty extends Event permits Found {}

    record Found(@Nullable String owner) implements LostProperty {
        @Override
        @SuppressWarnings("NullAway")
        public String key() {
            return owner;
        }
    }

    @Test
    void anyOtherEncodingIsUnreadable() {
        assertUnreadable(GOLDEN.getBytes(UTF_16), "malformed UTF-8 at byte 0");
        assertUnreadable("{}".getBytes(UTF_16LE), "the value");
        assertUnreadable(GOLDEN.getBytes(ISO_8859_1), "malformed UTF-8 at byte");
        assertUnreadable(("\ufeff" + GOLDEN).getBytes(UTF_8), "the value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ed\u00a0\u0080", "\u00c1\u00ab", "\u00e2\u0082", "\u0080", "\u00f5\u0080\u0080\u0080"})
    void surrogatesAndOtherBytesThatAreNoUtf8AreUnreadable(String bytes) {
        assertUnreadable("{\"a\":\"%s\"}".formatted(bytes).getBytes(ISO_8859_1), "malformed UTF-8 at byte 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "42", "\"text\"", "{", "not JSON", "{'id':1}", "{\"a\":NaN}", "{/**/}"})
    void whatIsNoJsonObjectIsUnreadable(String value) {
        assertUnreadable(value.getBytes(UTF_8), "the value");
    }

    @Test
    void whateverFollowsTheObjectIsUnreadable() {
        assertUnreadable((GOLDEN + "{}").getBytes(UTF_8), "the value");
        assertUnreadable((GOLDEN + "\u0000").getBytes(UTF_8), "the value");
        assertThat(RawEvent.parse((" " + GOLDEN + "\n").getBytes(UTF_8)).type()).isEqualTo("OrderPlaced");
    }

    @ParameterizedTest
    @CsvSource({"version, 1", "quantity, 2", "amount, '\"25.00\"'", "\\u0069d, 1"})
    void aNameGivenTwiceIsUnreadableAtAnyDepth(String name, String value) {
        var plain = name.replace("\\u0069", "i");
        var twice = GOLDEN.replaceFirst(
                "\"%s\":".formatted(plain), "\"%s\":%s,$0".formatted(name.replace("\\", "\\\\"), value));
        assertUnreadable(twice.getBytes(UTF_8), "uplicate");
    }

    @Test
    void nestingHasALimit() {
        var event = Golden.tree("OrderPlaced");
        var deep = event.putObject("deep");
        for (var i = 0; i < 60; i++) {
            deep = deep.putObject("deep");
        }
        assertThat(RawEvent.parse(Golden.renamed(event)).version()).isEqualTo(1);

        assertUnreadable(("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8), "nesting depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "-9007199254740993", "1e999", "\"\\ud83d\"", "{\"\\ude00\":1}"})
    void whatAnotherLanguageMayReadDifferentlyIsUnreadable(String value) {
        assertUnreadable(("{\"x\":" + value + "," + GOLDEN.substring(1)).getBytes(UTF_8), " after ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "key", "version", "createdAt", "message"})
    void anEventWithoutOneOfItsFieldsIsUnreadable(String field) {
        var event = Golden.tree("OrderPlaced");
        event.remove(field);
        assertUnreadable(EventMapper.JSON.writeValueAsBytes(event), field + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "id, 1",
        "id, null",
        "type, 1",
        "type, '\"\"'",
        "type, '\"a\\nb\"'",
        "key, {}",
        "key, null",
        "version, '\"1\"'",
        "version, 0",
        "version, -1",
        "version, 1.0",
        "version, 9007199254740993",
        "createdAt, 1",
        "createdAt, '\"2026-11-23\"'",
        "createdAt, '\"2026-11-23T15:04:05.123Z\"'",
        "message, null",
        "message, []",
        "message, '\"\"'"
    })
    void aFieldOfTheWrongKindIsUnreadableByName(String field, String value) {
        var event = Golden.tree("OrderPlaced").set(field, EventMapper.JSON.readTree(value));
        assertUnreadable(EventMapper.JSON.writeValueAsBytes(event), field);
    }

    @Test
    void unknownFieldsAreKeptAndHashed() {
        for (var mutation : Mutation.withUnknownField(Golden.tree("OrderPlaced"))) {
            assertThat(RawEvent.parse(Golden.renamed(mutation.event())).id())
                    .isNotEqualTo(Golden.tree("OrderPlaced").get("id").stringValue());
            assertUnreadable(EventMapper.JSON.writeValueAsBytes(mutation.event()), "id is not that of the content");
        }
    }

    @Test
    void theOrderOfFieldsAndTheSpellingDoNotMatter() {
        var spelt = GOLDEN.replace("ü", "\\u00fc").replace(",", " ,\n").replace("\"version\":1", "\"version\": 1");
        assertThat(RawEvent.parse(spelt.getBytes(UTF_8)).id())
                .isEqualTo(RawEvent.parse(Golden.bytes("OrderPlaced")).id());
    }

    private static void assertUnreadable(byte @Nullable [] value, String message) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> RawEvent.parse(value))
                .withMessageContaining(message);
    }
}
