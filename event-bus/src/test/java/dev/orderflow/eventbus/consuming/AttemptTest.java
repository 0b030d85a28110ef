package dev.orderflow.eventbus.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptTest {

    @Test
    void anErrorIsCutToAThousandBytesOfWholeCharacters() {
        assertThat(Attempt.cut("short\0")).isEqualTo("short ");
        assertThat(Attempt.cut("x".repeat(1001))).isEqualTo("x".repeat(1000));
        assertThat(Attempt.cut("é".repeat(501))).isEqualTo("é".repeat(500));
        assertThat(Attempt.cut("é".repeat(499) + "x€")).isEqualTo("é".repeat(499) + "x");
        assertThat(Attempt.cut("x".repeat(997) + "😀")).isEqualTo("x".repeat(997));
        assertThat(Attempt.failed(1, Instant.EPOCH, new IllegalStateException("x".repeat(2000)))
                        .andWhenDead(new IllegalStateException("y".repeat(2000)))
                        .error())
                .contains("IllegalStateException: xxx", "whenDead: java.lang.IllegalStateException: yyy")
                .hasSizeLessThan(1000);
        assertThat(Attempt.cut("half a \ud83d").getBytes(UTF_8)).hasSizeLessThan(12);
    }
}
