package dev.orderflow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T15:04:05Z, 2026-11-23T15:04:05.000000Z",
        "2026-11-23T15:04:05.1Z, 2026-11-23T15:04:05.100000Z",
        "2026-11-23T15:04:05.123456999Z, 2026-11-23T15:04:05.123456Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z"
    })
    void anInstantIsSpeltWithSixDigits(Instant instant, String text) {
        assertThat(EventTime.print(instant)).isEqualTo(text);
    }

    @Test
    void aSpeltInstantReadsBack() {
        var instant = Instant.parse("2026-11-23T15:04:05.123456Z");
        assertThat(EventTime.parse(EventTime.print(instant))).isEqualTo(instant);
    }

    @Test
    void aYearWithMoreDigitsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventTime.print(Instant.MAX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23T15:04:05Z",
                "2026-11-23T15:04:05.123Z",
                "2026-11-23t15:04:05.123456z",
                "2026-11-23T15:04:05.1234567",
                "2026-11-23T24:00:00.000000Z",
                "2026-11-23T23:59:60.000000Z",
                "2026-02-30T15:04:05.123456Z",
                "2026-11-23T15:04:05.1+00:00"
            })
    void anyOtherSpellingIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EventTime.parse(text));
    }
}
