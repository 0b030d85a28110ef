package dev.orderflow.eventbus;

import static dev.orderflow.eventbus.DeskClient.texts;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.DeskClient.Answer;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of dead letters that operators redrive or discard, and of those behind them. */
class RedriveAndDiscardTest {

    private static final String SUBSCRIPTION = "sexton";

    private static RunningService service;
    private static DeskClient desk;

    @BeforeAll
    static void start() {
        service = RunningService.start(
                        SUBSCRIPTION, "event-bus.retry.delays=50ms,100ms", "event-bus.retry.overdue=400ms")
                .withNothingLeft();
        desk = DeskClient.of(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRedrivenEventDoesItsWorkAndThoseBehindItFollow() {
        service.handled().fail("redriven", 3, broken());
        var eventId = service.publish("redriven", 1);
        LongStream.rangeClosed(2, 5).forEach(version -> service.publish("redriven", version));
        var id = desk.dead("redriven", 4);

        var answer = desk.redrive(id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("action").asString()).isEqualTo("redriven");
        await().untilAsserted(() -> assertThat(service.effects("redriven")).containsExactly(1L, 2L, 3L, 4L, 5L));
        assertThat(desk.get("/" + id).problem()).isEqualTo("urn:orderflow:problem:dead-letter-not-found");
        try (var topic = TopicReader.of("accounts");
                var retries = TopicReader.of("accounts.sexton.retry-1")) {
            assertThat(topic.recordsOf("redriven")).hasSize(5);
            assertThat(retries.recordsOf("redriven"))
                    .extracting(record -> retries.headers(record).get("attempt"))
                    .contains("1");
            assertThat(retries.recordsOf("redriven"))
                    .allSatisfy(record -> assertThat(retries.headers(record))
                            .containsEntry("ce_id", eventId)
                            .containsEntry("failure", "IllegalStateException: broken by the test"));
        }
    }

    @Test
    void aRedrivenEventHasFreshAttemptsAndKeepsItsHistory() {
        service.handled().fail("stubborn", 6, broken());
        service.publish("stubborn", 1);
        var id = desk.dead("stubborn", 0);

        desk.redrive(id);
        await().until(() -> desk.details(id).get("attempts").size() == 6);

        assertThat(desk.details(id).get("state").asString()).isEqualTo("dead");
        assertThat(texts(desk.details(id).get("attempts"), "attempt")).containsExactly("1", "2", "3", "1", "2", "3");
        assertThat(texts(desk.details(id).get("audit"), "action")).containsExactly("redriven");
    }

    @Test
    void redrivenManyTimesAtOnceItDoesItsWorkOnce() {
        service.handled().fail("eager", 3, broken());
        service.publish("eager", 1);
        var id = desk.dead("eager", 0);
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = operators.invokeAll(Collections.<Callable<Answer>>nCopies(8, () -> desk.redrive(id))).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 202)
                    .allMatch(answer -> List.of(
                                    "urn:orderflow:problem:dead-letter-not-dead",
                                    "urn:orderflow:problem:dead-letter-not-found")
                            .contains(answer.problem()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }

        await().untilAsserted(() -> assertThat(service.effects("eager")).containsExactly(1L));
        assertThat(attempts("eager")).containsExactly(1, 2, 3, 1);
        assertThat(desk.decisions("eager")).hasSize(1);
    }

    @Test
    void anEventThatWaitsIsNotRedrivenAndItsHeadIsNamed() {
        service.handled().fail("queue", 1, hopeless());
        service.publish("queue", 1);
        service.publish("queue", 2);
        var head = desk.dead("queue", 1);
        var waiting = desk.details(head).get("behind").get(0).get("id").asLong();

        for (var answer : List.of(desk.redrive(waiting), desk.discard(waiting))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("urn:orderflow:problem:dead-letter-waits");
            assertThat(answer.body().get("head").asLong()).isEqualTo(head);
        }
        assertThat(desk.line("queue").get("id").asLong()).isEqualTo(head);
    }

    /** The row is held while the request is on its way, so that no sweep is quicker to find its time over. */
    @Test
    void anEventWhoseTimeIsOverIsSettledAsExpiredWhenItIsRedriven() throws Exception {
        service.handled().fail("bygone", 1, hopeless());
        service.publish("bygone", 1);
        service.publish("bygone", 2);
        var id = desk.dead("bygone", 1);
        await().until(() -> desk.line("bygone").get("copied").asBoolean());
        try (var operator = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = requireNonNull(service.transaction().execute(_ -> {
                service.jdbc()
                        .sql("update event_bus.parked set expires_at = '2026-01-01' where id = ?")
                        .param(id)
                        .update();
                var redriven = operator.submit(() -> desk.redrive(id));
                await().pollInSameThread().until(() -> TestDatabase.somebodyWaitsForALock(service.jdbc()));
                return redriven;
            }));

            assertThat(answer.get().status()).isEqualTo(202);
            assertThat(answer.get().body().get("action").asString()).isEqualTo("expired");
        }
        await().untilAsserted(() -> assertThat(service.effects("bygone")).containsExactly(2L));
        assertThat(settled("bygone")).containsExactly("expired", "handled");
    }

    /** As when the process dies after the decision and before its copy is sent. */
    @Test
    void aRedrivenEventThatTheRetryTopicDoesNotTakeIsShownAndSentLater() {
        service.handled().fail("stranded", 1, hopeless());
        service.publish("stranded", 1);
        var id = desk.dead("stranded", 0);
        try (var _ = ReluctantTopic.of("accounts.sexton.retry-1")) {
            assertThat(desk.redrive(id).status()).isEqualTo(202);

            assertThat(desk.details(id).get("state").asString()).isEqualTo("retrying");
            assertThat(desk.details(id).get("copied").asBoolean()).isFalse();
            assertThat(desk.of("stranded")).isEmpty();
            assertThat(Stream.of(desk.redrive(id), desk.discard(id)))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(409))
                    .extracting(Answer::problem)
                    .containsOnly("urn:orderflow:problem:dead-letter-not-dead");
        }

        await().untilAsserted(() -> assertThat(service.effects("stranded")).containsExactly(1L));
    }

    @Test
    void aKeyIsRedrivenOnTheNamedTopicForTheNamedSubscription() {
        service.handled().fail("by key", 1, hopeless());
        service.publish("by key", 1);
        desk.dead("by key", 0);

        assertThat(desk.post("/redrive", Map.of("key", "by key", "subscription", "another"))
                        .text())
                .isEqualTo("{\"redriven\":0,\"expired\":0}");
        assertThat(desk.post("/redrive", Map.of("key", "by key", "topic", "another"))
                        .text())
                .isEqualTo("{\"redriven\":0,\"expired\":0}");
        assertThat(desk.post("/redrive", Map.of("key", "by key", "topic", "accounts", "subscription", SUBSCRIPTION))
                        .text())
                .isEqualTo("{\"redriven\":1,\"expired\":0}");
        await().untilAsserted(() -> assertThat(service.effects("by key")).containsExactly(1L));
    }

    @Test
    void aGroupIsRedrivenAndNothingElse() {
        for (var number : List.of("1", "2")) {
            service.handled().fail("planet " + number, 1, new UnprocessableEventException("no planet " + number));
            service.publish("planet " + number, 1);
            desk.dead("planet " + number, 0);
        }
        service.handled().fail("moon", 1, new UnprocessableEventException("no moon"));
        service.publish("moon", 1);
        desk.dead("moon", 0);
        var cause = "UnprocessableEventException: no planet #";

        assertThat(desk.get("/groups").body().get("groups"))
                .filteredOn(group -> group.get("cause").asString().equals(cause))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.get("count").asInt()).isEqualTo(2);
                    assertThat(group.get("example").asLong())
                            .isEqualTo(desk.line("planet 2").get("id").asLong());
                });
        var answer = desk.post("/redrive", Map.of("group", Map.of("subscription", SUBSCRIPTION, "cause", cause)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("{\"redriven\":2,\"expired\":0}");
        await().untilAsserted(() -> assertThat(service.effects("planet 1")).containsExactly(1L));
        await().untilAsserted(() -> assertThat(service.effects("planet 2")).containsExactly(1L));
        assertThat(desk.line("moon").get("state").asString()).isEqualTo("dead");
    }

    @Test
    void allAreRedriven() {
        for (var account : List.of("everybody 1", "everybody 2")) {
            service.handled().fail(account, 1, hopeless());
            service.publish(account, 1);
            desk.dead(account, 0);
        }

        assertThat(desk.post("/redrive", Map.of("all", true)).status()).isEqualTo(202);

        await().untilAsserted(() -> assertThat(service.effects("everybody 1")).containsExactly(1L));
        await().untilAsserted(() -> assertThat(service.effects("everybody 2")).containsExactly(1L));
    }

    @Test
    void aDiscardedEventReleasesThoseBehindIt() {
        service.handled().fail("given up", 1, hopeless());
        service.publish("given up", 1);
        service.publish("given up", 2);
        service.publish("given up", 3);
        var id = desk.dead("given up", 2);

        var answer = desk.discard(id);

        assertThat(answer.status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(service.effects("given up")).containsExactly(2L, 3L));
        assertThat(settled("given up")).containsExactly("discarded", "handled", "handled");
        assertThat(desk.decisions("given up")).singleElement().satisfies(decision -> {
            assertThat(decision).isEqualTo(answer.body());
            assertThat(decision.get("operator").asString()).isEqualTo("ada");
            assertThat(decision.get("action").asString()).isEqualTo("discarded");
            assertThat(decision.get("reason").asString()).isEqualTo("nobody misses it");
            assertThat(decision.get("deadLetter").asLong()).isEqualTo(id);
            assertThat(decision.get("error").asString()).endsWith("no retry can mend this");
        });
    }

    @Test
    void theNextOfAKeyHasAnIdOfItsOwnSoThatADecisionMeantForTheFirstDoesNotHitIt() {
        service.handled().fail("series", 2, hopeless());
        service.publish("series", 1);
        service.publish("series", 2);
        var first = desk.dead("series", 1);
        var second = desk.details(first).get("behind").get(0).get("id").asLong();

        desk.discard(first);
        await().untilAsserted(() -> assertThat(desk.dead("series", 0)).isEqualTo(second));

        assertThat(desk.discard(first).status()).isEqualTo(404);
        assertThat(desk.redrive(first).status()).isEqualTo(404);
        assertThat(desk.line("series").get("id").asLong()).isEqualTo(second);
    }

    private static RuntimeException broken() {
        return new IllegalStateException("broken by the test");
    }

    private static RuntimeException hopeless() {
        return new UnprocessableEventException("no retry can mend this");
    }

    private static List<Integer> attempts(String account) {
        return service.handled().deliveries.stream()
                .filter(delivery -> delivery.key().equals(account))
                .map(delivery -> delivery.attempt())
                .toList();
    }

    private static List<String> settled(String account) {
        return service.jdbc()
                .sql("select settled from event_bus.inbox where key = ? order by version")
                .param(account)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
