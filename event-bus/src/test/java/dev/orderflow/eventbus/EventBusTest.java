package dev.orderflow.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.RawEvent;
import dev.orderflow.eventbus.TestApplication.Deposited;
import dev.orderflow.eventbus.TestApplication.Remarked;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** An event's way from a transaction in one place to a transaction in another. */
class EventBusTest {

    private static RunningService service;
    private static TopicReader accounts;

    @BeforeAll
    static void start() {
        service = RunningService.start("bank", "event-bus.retry.delays=50ms,100ms")
                .withNothingLeft();
        accounts = TopicReader.of("accounts");
    }

    @AfterAll
    static void stop() {
        accounts.close();
        service.close();
    }

    @Test
    void aPublishedEventIsHandled() {
        service.publish("ada", 1);

        await().untilAsserted(() -> assertThat(service.effects("ada")).containsExactly(1L));
    }

    /** It would be committed at once, whatever became of that transaction. */
    @Test
    void inATransactionOfAnotherDatabaseNothingIsPublished() {
        var other = new TransactionTemplate(
                new DataSourceTransactionManager(TestDatabase.create().service()));

        assertThatThrownBy(() ->
                        other.execute(_ -> service.events().publish(new NewEvent(new Deposited("elsewhere", 1), 1))))
                .hasMessage("Deposited of elsewhere published outside a transaction of the event log's database");
    }

    @Test
    void whatIsRolledBackIsNeverAnnounced() {
        service.transaction().executeWithoutResult(status -> {
            service.events().publish(new NewEvent(new Deposited("rolled-back", 1), 1));
            status.setRollbackOnly();
        });
        service.publish("after-roll-back", 1);

        await().untilAsserted(
                        () -> assertThat(service.effects("after-roll-back")).isNotEmpty());
        assertThat(accounts.recordsOf("rolled-back")).isEmpty();
    }

    @Test
    void publishingOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> service.events().publish(new NewEvent(new Deposited("nobody", 1), 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Deposited of nobody published outside a transaction of the event log's database");
    }

    @Test
    void anEventTooLargeForKafkaIsRefusedWhenItIsPublished() {
        var remark = new NewEvent(new Remarked("essay", "x".repeat(1_040_384)), 1);

        assertThatThrownBy(() ->
                        service.transaction().execute(_ -> service.events().publish(remark)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Remarked of essay is ")
                .hasMessageEndingWith(" bytes, at most 1040384 can be published");
    }

    /** Postgres would round it up, into a year that no header can hold. */
    @Test
    void theLastInstantOfTheLastYearIsATimeToLive() {
        var last = Instant.parse("9999-12-31T23:59:59.999999999Z");
        service.transaction()
                .executeWithoutResult(_ ->
                        service.events().publish(new NewEvent(new Deposited("everlasting", 1), 1), last));

        await().untilAsserted(() -> assertThat(service.effects("everlasting")).containsExactly(1L));
        assertThatThrownBy(() -> service.transaction()
                        .executeWithoutResult(_ -> service.events()
                                .publish(new NewEvent(new Deposited("everlasting", 2), 2), last.plusNanos(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVersionCanBePublishedOnce() {
        service.publish("twice", 1);

        assertThatThrownBy(() -> service.publish("twice", 1)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void eventsOfOneKeyAreHandledInOrder() {
        LongStream.rangeClosed(1, 50).forEach(version -> service.publish("grace", version));

        await().untilAsserted(() -> assertThat(service.effects("grace"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList()));
    }

    @Test
    void aRedeliveredEventTakesEffectOnce() {
        service.publish("again", 1);
        await().untilAsserted(() -> assertThat(accounts.recordsOf("again")).hasSize(1));
        accounts.sendAgain(accounts.recordsOf("again").getFirst());
        accounts.sendAgain(accounts.recordsOf("again").getFirst());
        service.publish("again", 2);

        await().untilAsserted(() -> assertThat(service.effects("again")).contains(2L));
        assertThat(service.effects("again")).containsExactly(1L, 2L);
    }

    @Test
    void aFailingHandlerIsTriedAgainAndItsEffectsAreUndoneMeanwhile() {
        service.handled().fail("flaky", 2, new IllegalStateException("ordered by the test"));
        service.publish("flaky", 1);

        await().untilAsserted(() -> assertThat(service.effects("flaky")).containsExactly(1L));
        assertThat(service.handled().deliveries)
                .filteredOn(delivery -> delivery.key().equals("flaky"))
                .extracting(delivery -> delivery.attempt())
                .containsExactly(1, 2, 3);
    }

    @Test
    void theRecordIsTheEventAndItsHeadersAreCloudEvents() {
        var expiresAt = Instant.parse("2096-11-23T15:04:05Z");
        var id = service.transaction()
                .execute(_ -> service.events().publish(new NewEvent(new Deposited("wire", 7), 1), expiresAt));
        await().untilAsserted(() -> assertThat(accounts.recordsOf("wire")).hasSize(1));
        var record = accounts.recordsOf("wire").getFirst();
        var event = RawEvent.parse(record.value());

        assertThat(new String(record.key(), UTF_8)).isEqualTo("wire");
        assertThat(event.id()).isEqualTo(id);
        assertThat(accounts.headers(record))
                .containsEntry(EventHeaders.CONTENT_TYPE, "application/json")
                .containsEntry(EventHeaders.CORRELATION_ID, "wire")
                .containsEntry(EventHeaders.SEQUENCE, EventHeaders.sequence(1))
                .doesNotContainKey(EventHeaders.CAUSATION_ID);
        var cloudEvent = accounts.cloudEvent(record);
        assertThat(cloudEvent.getId()).isEqualTo(id);
        assertThat(cloudEvent.getType()).isEqualTo("Deposited");
        assertThat(cloudEvent.getSource()).hasToString("/bank");
        assertThat(cloudEvent.getSubject()).isEqualTo("wire");
        assertThat(cloudEvent.getTime()).isEqualTo(event.createdAt().atOffset(ZoneOffset.UTC));
        assertThat(cloudEvent.getExtension("expirytime")).isEqualTo("2096-11-23T15:04:05.000000Z");
    }

    @Test
    void theEventLogRefusesChangesByTheServiceAndByItsOwner() {
        service.publish("kept", 1);
        for (var change : List.of(
                "delete from event_bus.event_log",
                "update event_bus.event_log set value = ''",
                "truncate event_bus.event_log")) {
            assertThatThrownBy(() -> service.jdbc().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> service.asOwner().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("event_log is append-only");
        }
    }

    @Test
    void theEventLogCanBeReadByPageKeyAndType() {
        service.publish("listed", 1);
        service.publish("listed", 2);
        var first = get("/event-log?key=listed&limit=1");
        var second = get("/event-log?key=listed&type=Deposited&after=" + first.get("next"));

        assertThat(first.at("/events/0/event/version").asInt()).isEqualTo(1);
        assertThat(first.get("events").size()).isEqualTo(1);
        assertThat(second.at("/events/0/event/version").asInt()).isEqualTo(2);
        assertThat(second.get("events").size()).isEqualTo(1);
        assertThat(second.get("next").isNull()).isTrue();
    }

    /** Whoever asks, the database looks at so many events at a time, and the service holds so much of them. */
    @Test
    void aPageOfTheEventLogEndsAlsoBehindManyEventsAndLargeOnes() {
        service.publish("before-the-gap", 1);
        service.asOwner()
                .sql("select setval('event_bus.event_log_position', nextval('event_bus.event_log_position') + 20000)")
                .query(Long.class)
                .single();
        service.publish("behind-the-gap", 1);
        LongStream.rangeClosed(1, 3)
                .forEach(version -> service.transaction()
                        .execute(_ -> service.events()
                                .publish(new NewEvent(new Remarked("weighty", "x".repeat(700_000)), version))));

        assertThat(pages("/event-log?type=Deposited&limit=1000")).hasSizeGreaterThan(2);
        assertThat(versions(pages("/event-log?type=Deposited&limit=1000"), "behind-the-gap"))
                .containsExactly(1);
        assertThat(pages("/event-log?key=weighty")).hasSize(2);
        assertThat(versions(pages("/event-log?key=weighty"), "weighty")).containsExactly(1, 2, 3);
    }

    private List<JsonNode> pages(String path) {
        var pages = new ArrayList<>(List.of(get(path)));
        while (!pages.getLast().get("next").isNull()) {
            pages.add(get(path + "&after=" + pages.getLast().get("next")));
        }
        return pages;
    }

    private static List<Integer> versions(List<JsonNode> pages, String key) {
        return pages.stream()
                .flatMap(page -> page.get("events").valueStream())
                .map(each -> each.get("event"))
                .filter(event -> event.get("key").asString().equals(key))
                .map(event -> event.get("version").asInt())
                .toList();
    }

    @Test
    void theBooksAreShownAndBalance() {
        service.publish("booked", 1);
        await().untilAsserted(() -> assertThat(service.effects("booked")).isNotEmpty());
        var books = get("/books");

        assertThat(books.at("/balanced").asBoolean()).isTrue();
        assertThat(books.at("/published/0/topic").asString()).isEqualTo("accounts");
        assertThat(books.at("/published/0/balanced").asBoolean()).isTrue();
        assertThat(books.at("/received/0/subscription").asString()).isEqualTo("bank");
        assertThat(books.at("/received/0/handled").asLong()).isPositive();
        assertThat(get("/actuator/metrics/event.bus.balanced")
                        .at("/measurements/0/value")
                        .asInt())
                .isEqualTo(1);
        assertThat(RestClient.create(service.url())
                        .get()
                        .uri("/actuator/prometheus")
                        .retrieve()
                        .body(String.class))
                .contains("event_bus_balanced 1.0");
    }

    private static JsonNode get(String path) {
        return requireNonNull(
                RestClient.create(service.url()).get().uri(path).retrieve().body(JsonNode.class));
    }
}
