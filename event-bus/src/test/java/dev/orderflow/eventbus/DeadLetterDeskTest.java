package dev.orderflow.eventbus;

import static dev.orderflow.eventbus.DeskClient.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.DeskClient.Answer;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** What operators see of dead letters, and what they cannot ask. */
class DeadLetterDeskTest {

    private static final String SUBSCRIPTION = "undertaker";

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
    void aDeadLetterIsShownWithItsErrorsItsEventAndWhatWaitsBehindIt() {
        service.handled().fail("shown", 3, new IllegalStateException("no room for 2 of them"));
        var eventId = service.publish("shown", 1);
        service.publish("shown", 2);
        service.publish("shown", 3);
        var id = desk.dead("shown", 2);
        await().until(() -> desk.line("shown").get("copied").asBoolean());
        var line = desk.line("shown");
        var details = desk.get("/" + id).body();

        assertThat(line.get("kind").asString()).isEqualTo("event");
        assertThat(line.get("subscription").asString()).isEqualTo(SUBSCRIPTION);
        assertThat(line.get("eventId").asString()).isEqualTo(eventId);
        assertThat(line.get("attempt").asInt()).isEqualTo(3);
        assertThat(line.get("error").asString()).isEqualTo("IllegalStateException: no room for 2 of them");
        assertThat(line.get("cause").asString()).isEqualTo("IllegalStateException: no room for # of them");
        line.properties()
                .forEach(field -> assertThat(details.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(texts(details.get("attempts"), "attempt")).containsExactly("1", "2", "3");
        assertThat(texts(details.get("attempts"), "error")).allMatch(error -> error.endsWith("no room for 2 of them"));
        assertThat(desk.get("/" + id).text()).contains("\"event\":" + published(eventId));
        assertThat(details.get("headers")).anySatisfy(header -> {
            assertThat(header.get("name").asString()).isEqualTo("ce_id");
            assertThat(header.get("value").asString()).isEqualTo(eventId);
        });
        assertThat(texts(details.get("behind"), "version")).containsExactly("2", "3");
    }

    @Test
    void anErrorThatPostgresWouldRefuseParksItsEventAllTheSame() {
        var halfASmile = "x".repeat(1000 - "UnprocessableEventException: \0".length() - 1) + "\uD83D\uDE00";
        service.handled().fail("odd", 1, new UnprocessableEventException("\0" + halfASmile));
        service.publish("odd", 1);
        desk.dead("odd", 0);

        assertThat(desk.line("odd").get("error").asString()).startsWith("UnprocessableEventException:  xxx");
    }

    @Test
    void anUnreadableRecordIsShownAndCanOnlyBeDiscarded() {
        try (var topic = TopicReader.of("accounts")) {
            topic.send(new ProducerRecord<>("accounts", "scrawl".getBytes(UTF_8), "not JSON".getBytes(UTF_8)));
        }
        await().until(() -> desk.of("scrawl").size() == 1);
        var id = desk.line("scrawl").get("id").asLong();

        assertThat(desk.line("scrawl").get("kind").asString()).isEqualTo("unreadable");
        assertThat(desk.details(id).get("record").get("text").asString()).isEqualTo("not JSON");
        assertThat(desk.get("?key=scrawl&type=Deposited").body().get("deadLetters"))
                .isEmpty();
        assertThat(desk.redrive(id).status()).isEqualTo(409);
        assertThat(desk.redrive(id).problem()).isEqualTo("urn:orderflow:problem:dead-letter-unreadable");
        assertThat(desk.redrive(id).body().get("detail").asString())
                .contains(desk.line("scrawl").get("error").asString());
        assertThat(desk.discard(id).status()).isEqualTo(200);
        assertThat(desk.discard(id).status()).isEqualTo(404);
        assertThat(desk.of("scrawl")).isEmpty();
        assertThat(desk.decisions("scrawl")).hasSize(1);
        assertThat(service.jdbc()
                        .sql("select convert_from(value, 'UTF8') from event_bus.unreadable where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("not JSON");
    }

    @Test
    void aDeadLetterThatItsTopicDoesNotTakeIsShownAndSentLater() {
        service.handled().fail("at once", 1, hopeless());
        service.handled().fail("at last", 3, new IllegalStateException("broken by the test"));
        var accounts = List.of("at once", "at last", "unread");
        try (var _ = ReluctantTopic.of("accounts.undertaker.dlt");
                var topic = TopicReader.of("accounts")) {
            topic.send(new ProducerRecord<>("accounts", "unread".getBytes(UTF_8), "not JSON".getBytes(UTF_8)));
            service.publish("at once", 1);
            service.publish("at last", 1);
            for (var account : accounts) {
                desk.dead(account, 0);
                assertThat(desk.line(account).get("copied").asBoolean()).isFalse();
                assertThat(desk.line(account).get("copiedAt").isNull()).isTrue();
            }
        }

        for (var account : accounts) {
            await().until(() -> desk.line(account).get("copied").asBoolean());
            var error = desk.line(account).get("error").asString();
            try (var deadLetters = TopicReader.of("accounts.undertaker.dlt")) {
                assertThat(deadLetters.recordsOf(account))
                        .isNotEmpty()
                        .allSatisfy(record ->
                                assertThat(deadLetters.headers(record)).containsEntry("failure", error));
            }
        }
    }

    @Test
    void whatIsBeingRetriedIsShownToWhoAsksForIt() {
        var gate = new CountDownLatch(1);
        service.handled().hold("hopeful", 2, gate);
        service.handled().fail("hopeful", 1, new IllegalStateException("broken by the test"));
        service.publish("hopeful", 1);
        try {
            await().until(() -> desk.get("?state=retrying&key=hopeful")
                            .body()
                            .get("deadLetters")
                            .size()
                    == 1);
            assertThat(desk.of("hopeful")).isEmpty();
        } finally {
            gate.countDown();
        }
    }

    @Test
    void deadLettersAndDecisionsAreReadPageByPage() {
        for (var account : List.of("page 1", "page 2")) {
            service.handled().fail(account, 2, new UnprocessableEventException("a page of its own"));
            service.publish(account, 1);
            desk.redrive(desk.dead(account, 0));
            desk.dead(account, 0);
        }
        var cause = "UnprocessableEventException: a page of its own";
        var first = desk.get("?cause={cause}&limit=1", cause).body();
        var second = desk.get("?cause={cause}&limit=1&after={next}", cause, first.get("next"))
                .body();
        desk.redrive(second.get("deadLetters").get(0).get("id").asLong());
        var firstDecision = desk.get("/audit?key=page 2&limit=1").body();
        var secondDecision = desk.get("/audit?key=page 2&limit=1&after={next}", firstDecision.get("next"))
                .body();

        assertThat(texts(first.get("deadLetters"), "key")).containsExactly("page 1");
        assertThat(texts(second.get("deadLetters"), "key")).containsExactly("page 2");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(firstDecision.get("decisions").size()).isEqualTo(1);
        assertThat(secondDecision.get("decisions").size()).isEqualTo(1);
        assertThat(secondDecision.get("next").isNull()).isTrue();
    }

    @Test
    void whoDecidesMustSaySoAndWhoDiscardsMustSayWhy() {
        service.handled().fail("unsigned", 1, hopeless());
        service.publish("unsigned", 1);
        var id = desk.dead("unsigned", 0);
        var because = Map.of("reason", "because");

        assertThat(Stream.of(
                        desk.post("/" + id + "/redrive", Map.of(), Map.of()),
                        desk.post("/redrive", Map.of("key", "unsigned"), Map.of()),
                        desk.post("/" + id + "/discard", because, Map.of()),
                        desk.post("/" + id + "/discard", because, Map.of("Operator", " "))))
                .allMatch(isBadRequest("operator-required"));
        assertThat(Stream.of(
                        desk.post("/" + id + "/discard", Map.of()),
                        desk.post("/" + id + "/discard", Map.of("reason", " ")),
                        desk.post("/" + id + "/discard", Map.of("reason", "x".repeat(1001)))))
                .allMatch(isInvalidField("/reason"));
        assertThat(desk.line("unsigned").get("state").asString()).isEqualTo("dead");
        assertThat(desk.decisions("unsigned")).isEmpty();
    }

    @Test
    void whatCannotBePrintedIsRefused() {
        assertThat(Stream.of(
                        desk.post("/redrive", Map.of("key", "nul \0")),
                        desk.post("/1/discard", Map.of("reason", "nul \0"))))
                .allMatch(answer ->
                        answer.status() == 422 && answer.text().contains("urn:orderflow:problem:invalid-fields"));
    }

    @Test
    void whatIsToBeRedrivenMustBeNamedOnce() {
        var group = Map.of("subscription", SUBSCRIPTION, "cause", "any");
        assertThat(Stream.<Map<String, ?>>of(
                                Map.of(), Map.of("all", true, "key", "ada"), Map.of("key", "ada", "group", group))
                        .map(body -> desk.post("/redrive", body)))
                .allMatch(isInvalidField(""));
        assertThat(desk.post("/redrive", Map.of("all", false))).matches(isInvalidField("/all"));
        assertThat(desk.post("/redrive", Map.of("all", true, "subscription", SUBSCRIPTION)))
                .matches(isInvalidField("/subscription"));
        assertThat(desk.post("/redrive", Map.of("all", true, "topic", "accounts")))
                .matches(isInvalidField("/topic"));
        assertThat(desk.post("/redrive", Map.of("group", Map.of("cause", "any"))))
                .matches(isInvalidField("/group/subscription"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=many",
                "?state=lost",
                "?after=here",
                "?key=%00",
                "/audit?limit=0",
                "/audit?key=%00",
                "/somewhere"
            })
    void badQuestionsAreRefused(String question) {
        var answer = desk.get(URI.create(service.url() + "/dead-letters" + question));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.mediaType()).hasToString("application/problem+json");
    }

    @Test
    void theAuditRefusesChangesByTheServiceAndByItsOwner() {
        for (var change : List.of(
                "delete from event_bus.dead_letter_audit",
                "update event_bus.dead_letter_audit set operator = ''",
                "truncate event_bus.dead_letter_audit")) {
            assertThatThrownBy(() -> service.jdbc().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> service.asOwner().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("dead_letter_audit is append-only");
        }
    }

    private static RuntimeException hopeless() {
        return new UnprocessableEventException("no retry can mend this");
    }

    private static Predicate<Answer> isBadRequest(String problem) {
        return answer -> answer.status() == 400 && answer.problem().equals("urn:orderflow:problem:" + problem);
    }

    private static Predicate<Answer> isInvalidField(String pointer) {
        return answer -> answer.status() == 422
                && answer.problem().equals("urn:orderflow:problem:invalid-fields")
                && texts(answer.body().get("errors"), "pointer").contains(pointer);
    }

    private static String published(String eventId) {
        return service.jdbc()
                .sql("select convert_from(value, 'UTF8') from event_bus.event_log where event_id = ?")
                .param(eventId)
                .query(String.class)
                .single();
    }
}
