package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events whose handling begins with a call to another system. */
class FirstStepTest {

    private static final int KEYS = 8;

    /** What is asked of another system. */
    @Topic("questions")
    public sealed interface QuestionEvent extends Event permits Asked {}

    /** Somebody wants to know. */
    public record Asked(String who) implements QuestionEvent {
        @Override
        public String key() {
            return who;
        }
    }

    /** Asks a system that answers all of them at once, or nobody. */
    static class Caller {
        private final CyclicBarrier answer = new CyclicBarrier(KEYS);

        @Bean
        Subscription<?> questions(Subscriptions subscriptions, JdbcClient jdbc) {
            return subscriptions
                    .to(QuestionEvent.class, "caller")
                    .first(_ -> ask())
                    .handle((asked, _) -> jdbc.sql("insert into effect (account, balance) values (?, 1)")
                            .param(asked.key())
                            .update());
        }

        private int ask() {
            try {
                return answer.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void whatWasPolledTogetherIsAskedAtTheSameTime() {
        var keys = IntStream.range(0, KEYS).mapToObj(i -> "question-" + i).toList();
        try (var service = RunningService.start("asker", "event-bus.partitions=1")) {
            service.transaction()
                    .executeWithoutResult(_ ->
                            keys.forEach(key -> service.events().publish(new NewEvent(new Asked(key), 1))));
            try (var questions = TopicReader.of("questions")) {
                await().until(() -> questions.all().size() == KEYS);
            }
        }
        try (var service = RunningService.start(List.of(TestApplication.class, Caller.class), "asker")) {
            await().untilAsserted(() -> assertThat(keys)
                    .allSatisfy(key -> assertThat(service.effects(key)).containsExactly(1L)));
        }
    }
}
