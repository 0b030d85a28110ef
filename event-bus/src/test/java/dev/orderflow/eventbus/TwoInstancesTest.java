package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two instances of a service on one database. */
class TwoInstancesTest {

    @Test
    void oneRelaysForBothAndTheOtherTakesOver() {
        var first = RunningService.start("pair");
        try (var second = RunningService.start("pair")) {
            second.publish("shared", 1);
            await().untilAsserted(() -> assertThat(second.effects("shared")).containsExactly(1L));
            first.publish("shared", 2);
            first.close();
            LongStream.rangeClosed(3, 20).forEach(version -> second.publish("shared", version));

            await().untilAsserted(() -> assertThat(second.effects("shared"))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList()));
        } finally {
            first.close();
        }
    }
}
