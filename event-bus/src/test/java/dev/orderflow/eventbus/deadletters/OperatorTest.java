package dev.orderflow.eventbus.deadletters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who decides is somebody that a log can name. */
class OperatorTest {

    @Test
    void aNameIsReadAsUtf8() {
        assertThat(Operator.of(asRead("Zoë 千代"))).isEqualTo(new Operator("Zoë 千代"));
    }

    @Test
    void aNameOfAHundredCharactersIsTaken() {
        assertThat(Operator.of(asRead("😀".repeat(100))).name()).hasSize(200);
        assertThatThrownBy(() -> Operator.of("x".repeat(101))).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a\nb", "a\tb", "a\u0000", "\u001b[31m", "a\u202eb", "a\u2028b"})
    void whatNobodyIsCalledIsRefused(String name) {
        assertThatThrownBy(() -> Operator.of(asRead(name))).isInstanceOf(Refusal.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> Operator.of("Zo\u00eb")).isInstanceOf(Refusal.class);
    }

    @SuppressWarnings("NullAway") // a missing header is what is tried
    private static String asRead(String name) {
        return name == null ? null : new String(name.getBytes(UTF_8), ISO_8859_1);
    }
}
