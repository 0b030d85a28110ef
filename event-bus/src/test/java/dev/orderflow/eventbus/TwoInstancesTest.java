package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two instances of a service on one database. */
class TwoInstancesTest {

    private static final int FOR_EVER = 1_000_000;
    private static final String[] RARELY = {"event-bus.relay.poll-interval=1h", "event-bus.relay.lease=3h"};
    private static final String[] HASTE = {"event-bus.retry.delays=50ms,100ms,1h", "event-bus.retry.overdue=400ms"};

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

    /** Polling would take an hour to notice. */
    @Test
    void theInstanceThatRelaysIsCalledByTheOther() {
        try (var relaying = RunningService.start("called", RARELY);
                var publishing = RunningService.start("called", RARELY)) {
            publishing.publish("calling", 1);
            publishing.publish("calling", 2);

            await().untilAsserted(() -> assertThat(relaying.effects("calling")).containsExactly(1L, 2L));
        }
    }

    /** The consumer group is rebalanced while the head is retrying: when the second comes, and when the first one goes. */
    @Test
    void aKeyThatIsParkedWhenItsInstanceGoesIsDrainedByTheOther() {
        var first = RunningService.start("shift", HASTE);
        first.handled().fail("inherited", FOR_EVER, new IllegalStateException("broken by the test"));
        first.publish("inherited", 1);
        await().until(() ->
                attempts(first, "inherited").stream().distinct().toList().equals(List.of(1, 2, 3)));
        try (var second = RunningService.start("shift", HASTE)) {
            first.close();
            second.publish("inherited", 2);
            await().until(() -> waiting(second, "inherited") == 1);
            second.jdbc()
                    .sql("update event_bus.parked set not_before = clock_timestamp() where key = 'inherited'")
                    .update();

            await().untilAsserted(() -> assertThat(second.effects("inherited")).containsExactly(1L, 2L));
            assertThat(attempts(second, "inherited")).containsExactly(4, 1);
        } finally {
            first.close();
        }
    }

    private static long waiting(RunningService service, String account) {
        return service.jdbc()
                .sql("select count(*) from event_bus.waiting where key = ?")
                .param(account)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static List<Integer> attempts(RunningService service, String account) {
        return service.handled().deliveries.stream()
                .filter(delivery -> delivery.key().equals(account))
                .map(delivery -> delivery.attempt())
                .toList();
    }
}
