package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:04:05.123456789Z");

    @Test
    void anEventIsWrittenInOneOrderOfFields() {
        var written = EventJson.write(new Noted("k", "ä\u001f", null, money("25.00", "EUR")), 7, NOW);

        assertThat(new String(written.value(), UTF_8)).isEqualTo("""
            {"id":"%s","type":"Noted","key":"k","version":7,"createdAt":"2026-11-23T15:04:05.123456Z",\
            "message":{"key":"k","text":"ä\\u001F","price":{"amount":"25.00","currency":"EUR"}}}\
            """.formatted(written.id()));
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCut() {
        var written = EventJson.write(noted("text"), 1, NOW);

        assertThat(written.createdAt()).isEqualTo(Instant.parse("2026-11-23T15:04:05.123456Z"));
        assertThat(RawEvent.parse(written.value()).createdAt()).isEqualTo(written.createdAt());
    }

    @Test
    void theSameFactHasTheSameName() {
        var fact = EventJson.write(noted("text"), 1, NOW);

        assertThat(EventJson.write(noted("text"), 1, NOW).id()).isEqualTo(fact.id());
        assertThat(EventJson.write(noted("test"), 1, NOW).id()).isNotEqualTo(fact.id());
        assertThat(EventJson.write(noted("text"), 2, NOW).id()).isNotEqualTo(fact.id());
        assertThat(EventJson.write(noted("text"), 1, NOW.plusMillis(1)).id()).isNotEqualTo(fact.id());
    }

    @ParameterizedTest
    @CsvSource({"0, JPY", "4200, JPY", "-0.01, EUR", "123456789012345678901234567890.00, EUR", "1.234, KWD", "3, XAU"})
    void moneyKeepsEveryDigit(String amount, String currency) {
        var price = money(amount, currency);
        var written = EventJson.write(new Noted("k", "text", null, price), 1, NOW);

        assertThat(RawEvent.parse(written.value()).as(EventFamily.of(Notes.class)))
                .hasValueSatisfying(read -> assertThat(read.message()).isEqualTo(new Noted("k", "text", null, price)));
    }

    @Test
    void textThatIsNoUnicodeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventJson.write(noted("\ud83d"), 1, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000"})
    void aKeyThatHarmsLogsOrDatabasesIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventJson.write(new Noted(key, "text", null, money("1.00", "EUR")), 1, NOW));
    }

    @Test
    void aKeyLongerThanAnIndexTakesIsRefused() {
        var key = "k".repeat(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventJson.write(new Noted(key, "text", null, money("1.00", "EUR")), 1, NOW))
                .withMessage("key has 256 characters, not 1 to 255");
    }

    @Test
    void versionsBeginAtOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventJson.write(noted("text"), 0, NOW));
    }

    @Test
    void aMessageThatIsNoObjectIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventJson.write(new Shouted("k"), 1, NOW));
    }

    private static Noted noted(String text) {
        return new Noted("k", text, null, money("1.00", "EUR"));
    }

    private static Money money(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    @Topic("notes")
    sealed interface Notes extends Event {}

    record Shouted(@JsonValue String key) implements Notes {}

    record Noted(String key, String text, @Nullable String reason, Money price) implements Notes {}
}
