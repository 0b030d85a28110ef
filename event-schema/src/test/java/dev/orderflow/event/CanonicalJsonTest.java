package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CanonicalJsonTest {

    /** RFC 8785, 3.2.2 and 3.2.3. */
    @Test
    void literalsNumbersAndStringsAreSpeltAsTheRfcSpellsThem() {
        assertThat(canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
              "literals": [null, true, false]
            }\
            """)).isEqualTo("""
                {"literals":[null,true,false],\
                "numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                "string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}\
                """);
    }

    /** RFC 8785, 3.2.3. */
    @Test
    void namesAreSortedByUtf16CodeUnits() {
        assertThat(canonical("""
            {
              "\\u20ac": "Euro Sign",
              "\\r": "Carriage Return",
              "\\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\\ud83d\\ude00": "Emoji: Grinning Face",
              "\\u0080": "Control",
              "\\u00f6": "Latin Small Letter O With Diaeresis"
            }\
            """)).isEqualTo("""
                {"\\r":"Carriage Return",\
                "1":"One",\
                "\u0080":"Control",\
                "ö":"Latin Small Letter O With Diaeresis",\
                "€":"Euro Sign",\
                "😀":"Emoji: Grinning Face",\
                "\ufb33":"Hebrew Letter Dalet With Dagesh"}\
                """);
    }

    @Test
    void emptyValuesStayEmpty() {
        assertThat(canonical("""
            [ { }, [ ], "", {"":{"":[]}} ]\
            """)).isEqualTo("""
                [{},[],"",{"":{"":[]}}]\
                """);
    }

    @Test
    void randomTreesAreSpeltAsTheOracleSpellsThem() throws Exception {
        var random = new Random(8785);
        for (var i = 0; i < 2_000; i++) {
            var json = EventMapper.JSON.writeValueAsString(RandomJson.object(random, 4));
            assertThat(canonical(json)).isEqualTo(new JsonCanonicalizer(json).getEncodedString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "-9007199254740992"})
    void integersUpTo2To53AreExact(String integer) {
        assertThat(canonical(integer)).isEqualTo(integer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9007199254740993",
                "-9223372036854775808",
                "9223372036854775808",
                "1e400",
                "\"\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ude00\\ud83d\"",
                "{\"\\udc00\":1}"
            })
    void whatAnotherLanguageMayReadDifferentlyIsRefused(String json) {
        var tree = EventMapper.JSON.readTree(json);
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(tree));
    }

    @Test
    void aRefusalSaysWhere() {
        var tree = EventMapper.JSON.readTree("""
            {"a":1,"total":9007199254740993}\
            """);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.of(tree))
                .withMessage("""
                    integer beyond ±2^53 after {"a":1,"total":\
                    """);
    }

    private static String canonical(String json) {
        JsonNode tree = EventMapper.JSON.readTree(json);
        return new String(CanonicalJson.of(tree), UTF_8);
    }
}
