package dev.orderflow.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.event.EventHeaders;
import dev.orderflow.event.EventJson;
import dev.orderflow.eventbus.TestApplication.Deposited;
import dev.orderflow.eventbus.consuming.UnavailableException;
import dev.orderflow.eventbus.consuming.UnprocessableEventException;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

/** What becomes of events that fail, and of those behind them. */
class OrderedRetryTest {

    private static final int FOR_EVER = 1_000_000;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(
                        "teller",
                        "event-bus.retry.delays=50ms,100ms",
                        "event-bus.outage.first-pause=20ms",
                        "event-bus.retry.overdue=400ms")
                .withNothingLeft();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void laterEventsOfAFailingKeyWaitAndOtherKeysDoNot() {
        var gate = new CountDownLatch(1);
        service.handled().fail("ordered", 2, broken());
        service.handled().hold("ordered", 2, gate);
        LongStream.rangeClosed(1, 5).forEach(version -> service.publish("ordered", version));
        service.publish("neighbour", 1);

        await().untilAsserted(() -> assertThat(service.effects("neighbour")).containsExactly(1L));
        assertThat(service.effects("ordered")).isEmpty();
        gate.countDown();
        await().untilAsserted(() -> assertThat(service.effects("ordered")).containsExactly(1L, 2L, 3L, 4L, 5L));
        assertThat(states("ordered")).isEmpty();
    }

    @Test
    void anEventWhoseAttemptsAreUsedUpIsDeadAndThoseBehindItWait() {
        service.handled().fail("hopeless", FOR_EVER, broken());
        service.publish("hopeless", 1);
        service.publish("hopeless", 2);

        await().untilAsserted(() -> assertThat(states("hopeless")).containsExactly("dead 3"));
        await().untilAsserted(() -> assertThat(waiting("hopeless")).containsExactly(2L));
        assertThat(service.effects("hopeless")).isEmpty();
        assertThat(attempts("hopeless")).containsExactly(1, 2, 3);
        try (var deadLetters = TopicReader.of("accounts.teller.dlt")) {
            await().untilAsserted(() -> assertThat(deadLetters.recordsOf("hopeless"))
                    .singleElement()
                    .satisfies(record -> assertThat(deadLetters.headers(record))
                            .containsEntry("attempt", "3")
                            .containsEntry("failed-topic", "accounts")
                            .containsEntry("failure", "IllegalStateException: broken by the test")
                            .containsEntry("ce_type", "Deposited")));
        }
    }

    @Test
    void anUnprocessableEventIsDeadAtOnce() {
        service.handled().fail("nonsense", FOR_EVER, new UnprocessableEventException("no retry can mend this"));
        service.publish("nonsense", 1);

        await().untilAsserted(() -> assertThat(states("nonsense")).containsExactly("dead 1"));
        assertThat(attempts("nonsense")).containsExactly(1);
    }

    /** As when a later version of the service parked it, and was rolled back. */
    @Test
    void aHeadThatThisVersionCannotReadIsDeadAndThoseBehindItWait() {
        service.handled().fail("ahead", FOR_EVER, new UnprocessableEventException("broken by the test"));
        service.publish("ahead", 1);
        service.publish("ahead", 2);
        await().untilAsserted(() -> assertThat(waiting("ahead")).containsExactly(2L));
        var later = EventJson.write(new LaterVersion.Deposited("ahead", "a lot"), 1, Instant.EPOCH);
        service.jdbc()
                .sql("""
                    update event_bus.parked
                       set value = :value, event_id = decode(:id, 'hex'), state = 'retrying', attempt = 2, retry = 1,
                           header_values = array_replace(header_values, convert_to(encode(event_id, 'hex'), 'UTF8'),
                                                         convert_to(:id, 'UTF8')),
                           not_before = clock_timestamp(), changed_at = '-infinity', copied_at = null
                     where key = 'ahead'
                    """)
                .param("value", later.value())
                .param("id", later.id())
                .update();

        await().untilAsserted(() -> assertThat(states("ahead")).containsExactly("dead 3"));
        assertThat(waiting("ahead")).containsExactly(2L);
        assertThat(attempts("ahead")).containsExactly(1);
    }

    @Test
    void anErrorIsAFailureLikeAnyOther() {
        service.handled().fail("flawed", 2, new StackOverflowError("broken by the test"));
        service.publish("flawed", 1);
        service.publish("flawed", 2);

        await().untilAsserted(() -> assertThat(service.effects("flawed")).containsExactly(1L, 2L));
        assertThat(attempts("flawed")).containsExactly(1, 2, 3, 1);
    }

    @Test
    void anOutageSpendsNoAttempt() {
        service.handled().fail("outage", 4, new UnavailableException("down", new IllegalStateException()));
        service.publish("outage", 1);

        await().untilAsserted(() -> assertThat(service.effects("outage")).containsExactly(1L));
        assertThat(attempts("outage")).containsExactly(1, 1, 1, 1, 1);
        assertThat(onTopic("accounts.teller.retry-1", "outage")).isEmpty();
    }

    @Test
    void aConflictIsRepeatedAtOnceAndSpendsNoAttempt() {
        service.handled().fail("conflict", 3, new CannotAcquireLockException("deadlock"));
        service.publish("conflict", 1);

        await().untilAsserted(() -> assertThat(service.effects("conflict")).containsExactly(1L));
        assertThat(attempts("conflict")).containsExactly(1, 1, 1, 1);
        assertThat(onTopic("accounts.teller.retry-1", "conflict")).isEmpty();
    }

    @Test
    void aCopyThatArrivesTwiceOrLateIsIgnored() {
        service.handled().fail("copied", 1, broken());
        service.publish("copied", 1);
        await().untilAsserted(() -> assertThat(service.effects("copied")).containsExactly(1L));
        try (var retries = TopicReader.of("accounts.teller.retry-1")) {
            await().until(() -> !retries.recordsOf("copied").isEmpty());
            var copy = retries.recordsOf("copied").getFirst();
            retries.sendAgain(copy);
            retries.sendAgain(copy);
        }
        service.handled().fail("copied", 1, broken());
        service.publish("copied", 2);

        await().untilAsserted(() -> assertThat(service.effects("copied")).containsExactly(1L, 2L));
        assertThat(attempts("copied")).containsExactly(1, 2, 1, 2);
    }

    /** As when a sweep takes a head for overdue that only has to wait for a thread. */
    @Test
    void aCopyThatArrivesWhileItsAttemptIsUnderWayIsIgnored() {
        var gate = new CountDownLatch(1);
        service.handled().hold("slow", 2, gate);
        service.handled().fail("slow", 2, broken());
        service.publish("slow", 1);
        await().until(() -> attempts("slow").equals(List.of(1, 2)));
        try (var retries = TopicReader.of("accounts.teller.retry-1")) {
            retries.sendAgain(retries.recordsOf("slow").getFirst());
            await().until(() -> retries.allAcknowledgedBy("teller"));
        }
        gate.countDown();

        await().untilAsserted(() -> assertThat(service.effects("slow")).containsExactly(1L));
        assertThat(attempts("slow")).containsExactly(1, 2, 3);
    }

    /** As after a crash between the commit of the head's row and the copy, or when Kafka lost the copy. */
    @Test
    void aHeadWhoseCopyIsMissingIsSentAgain() {
        var id = service.publish("lost", 1);
        await().untilAsserted(() -> assertThat(service.effects("lost")).containsExactly(1L));
        leaveParked(id, 2, 1, null);
        service.publish("lost", 2);

        await().untilAsserted(() -> assertThat(service.effects("lost")).containsExactly(1L, 2L));
        assertThat(onTopic("accounts.teller.retry-1", "lost")).isNotEmpty();
    }

    /** As when the copy was acknowledged, and waited for its time in a process that died before the attempt. */
    @Test
    void aHeadWhoseAttemptNeverBeganIsSentAgain() {
        service.handled().fail("unattempted", 1, broken());
        var id = service.publish("unattempted", 1);
        await().untilAsserted(() -> assertThat(service.effects("unattempted")).containsExactly(1L));
        forgetThatItWasHandled(id);
        leaveParked(id, 2, 1, "2026-01-01");
        service.publish("unattempted", 2);

        await().untilAsserted(() -> assertThat(service.effects("unattempted")).containsExactly(1L, 1L, 2L));
        assertThat(attempts("unattempted")).containsExactly(1, 2, 2, 1);
    }

    /** As when the process died right after the transaction that settled the head before it and brought this one up. */
    @Test
    void aHeadThatWasBroughtUpAndNotAttemptedIsSentAgain() {
        service.handled().fail("brought-up", 1, broken());
        var id = service.publish("brought-up", 1);
        await().untilAsserted(() -> assertThat(service.effects("brought-up")).containsExactly(1L));
        forgetThatItWasHandled(id);
        leaveParked(id, 1, 0, "2026-01-01");
        service.publish("brought-up", 2);

        await().untilAsserted(() -> assertThat(service.effects("brought-up")).containsExactly(1L, 1L, 2L));
        assertThat(attempts("brought-up")).containsExactly(1, 2, 1, 1);
    }

    /** As when the retry delays became fewer, and nobody listens to the topic to which the copy would go. */
    @Test
    void aHeadWhoseRetryTopicIsNoMoreIsSentToTheLastOne() {
        var id = service.publish("unheard", 1);
        await().untilAsserted(() -> assertThat(service.effects("unheard")).containsExactly(1L));
        forgetThatItWasHandled(id);
        leaveParked(id, 4, 9, null);

        await().untilAsserted(() -> assertThat(service.effects("unheard")).containsExactly(1L, 1L));
        assertThat(onTopic("accounts.teller.retry-2", "unheard")).isNotEmpty();
        assertThat(attempts("unheard")).containsExactly(1, 4);
    }

    @Test
    void aHeadWhoseCopyKafkaDoesNotTakeIsAttemptedAllTheSame() {
        try (var _ = ReluctantTopic.of("accounts.teller.retry-1")) {
            service.handled().fail("refused", 1, broken());
            service.publish("refused", 1);

            await().untilAsserted(() -> assertThat(service.effects("refused")).containsExactly(1L));
        }
        assertThat(attempts("refused")).containsExactly(1, 2);
        assertThat(onTopic("accounts.teller.retry-1", "refused")).isEmpty();
    }

    @Test
    void aCopyThatIsMissingIsSentAgainWhileAsManyAttemptsAsPossibleAreUnderWay() {
        var gate = new CountDownLatch(1);
        for (var account : List.of("lengthy-1", "lengthy-2", "lengthy-3")) {
            service.handled().hold(account, 2, gate);
            service.handled().fail(account, 1, broken());
            service.publish(account, 1);
            await().until(() -> attempts(account).contains(2));
        }
        try {
            service.handled().fail("meanwhile", 1, new UnprocessableEventException("dead at once"));
            service.publish("meanwhile", 1);
            await().until(() -> isCopied("meanwhile"));
            service.jdbc()
                    .sql("update event_bus.parked set copied_at = null, changed_at = '2026-01-01' where key ="
                            + " 'meanwhile'")
                    .update();

            await().until(() -> isCopied("meanwhile"));
        } finally {
            gate.countDown();
        }
    }

    @Test
    void aParkedEventThatArrivesAgainAfterItsTimeToLiveIsInOnePlace() {
        service.handled().fail("placed", FOR_EVER, new UnprocessableEventException("dead at once"));
        service.publish("placed", 1);
        await().untilAsserted(() -> assertThat(states("placed")).containsExactly("dead 1"));
        try (var accounts = TopicReader.of("accounts")) {
            var record = accounts.recordsOf("placed").getFirst();
            record.headers().add(EventHeaders.EXPIRY_TIME, "2026-01-01T00:00:00Z".getBytes(UTF_8));
            accounts.sendAgain(record);
        }
        service.publish("placed", 2);
        await().untilAsserted(() -> assertThat(waiting("placed")).containsExactly(2L));

        assertThat(settled("placed")).isEmpty();
    }

    @Test
    void anEventThatArrivesAgainWhileItWaitsIsHandledOnce() {
        service.handled().fail("waiting-twice", FOR_EVER, new UnprocessableEventException("dead at once"));
        service.publish("waiting-twice", 1);
        service.publish("waiting-twice", 2);
        await().untilAsserted(() -> assertThat(waiting("waiting-twice")).containsExactly(2L));
        try (var accounts = TopicReader.of("accounts")) {
            accounts.recordsOf("waiting-twice").forEach(accounts::sendAgain);
            await().until(() -> accounts.allAcknowledgedBy("teller"));
        }

        assertThat(waiting("waiting-twice")).containsExactly(2L);
        assertThat(attempts("waiting-twice")).containsExactly(1);
    }

    @Test
    void aDeadEventWhoseTimeToLiveIsOverReleasesThoseBehindIt() {
        service.handled().fail("mortal", 1, new UnprocessableEventException("dead at once"));
        publishBriefly("mortal", 1, Duration.ofMillis(1500));
        service.publish("mortal", 2);

        await().untilAsserted(() -> assertThat(service.effects("mortal")).containsExactly(2L));
        assertThat(settled("mortal")).containsExactly("expired", "handled");
    }

    @Test
    void anEventThatExpiresWhileItFailsIsSettledAsExpired() {
        service.handled().fail("brief", FOR_EVER, broken());
        publishBriefly("brief", 1, Duration.ofMillis(400));

        await().untilAsserted(() -> assertThat(settled("brief")).containsExactly("expired"));
        assertThat(states("brief")).isEmpty();
    }

    @Test
    void anEventWhoseTimeIsOverBeforeItsNextAttemptIsNotRetried() {
        var gate = new CountDownLatch(1);
        var account = heldUntilItsTimeIsOver(gate);
        gate.countDown();

        await().untilAsserted(() -> assertThat(settled(account)).containsExactly("expired"));
        assertThat(states(account)).isEmpty();
        assertThat(onTopic("accounts.teller.retry-1", account)).isEmpty();
    }

    @Test
    void anEventThatExpiredWhileItWaitedIsNotHandled() {
        service.handled().fail("patient", 1, new UnprocessableEventException("dead at once"));
        service.publish("patient", 1);
        await().untilAsserted(() -> assertThat(states("patient")).containsExactly("dead 1"));
        var expiresAt = publishBriefly("patient", 2, Duration.ofMillis(500));
        service.publish("patient", 3);
        await().until(() -> waiting("patient").contains(3L) && Instant.now().isAfter(expiresAt));
        service.jdbc().sql("""
            update event_bus.parked
               set state = 'retrying', attempt = 2, retry = 1, changed_at = '2026-01-01', copied_at = '2026-01-01'
             where key = 'patient'
            """).update();

        await().untilAsserted(() -> assertThat(service.effects("patient")).containsExactly(1L, 3L));
        assertThat(settled("patient")).containsExactly("handled", "expired", "handled");
    }

    /** It finds the key parked, and when it is given the key's lock there is no head any more. */
    @Test
    void anEventThatComesWhileItsKeyIsFreedIsHandled() {
        service.handled().fail("freed", 1, new UnprocessableEventException("dead at once"));
        service.publish("freed", 1);
        await().untilAsserted(() -> assertThat(states("freed")).containsExactly("dead 1"));
        service.transaction().executeWithoutResult(_ -> {
            service.jdbc()
                    .sql("delete from event_bus.parked where key = 'freed'")
                    .update();
            Thread.ofVirtual().start(() -> service.publish("freed", 2));
            await().pollInSameThread().until(() -> TestDatabase.somebodyWaitsForALock(service.jdbc()));
        });

        await().untilAsserted(() -> assertThat(service.effects("freed")).containsExactly(2L));
    }

    /** As many keys as there are threads for retries, and each with a long queue. */
    @Test
    void aRetryThatIsDueDoesNotWaitUntilLongQueuesAreEmpty() {
        var hot = List.of("hot-1", "hot-2", "hot-3");
        var gate = new CountDownLatch(1);
        for (var account : hot) {
            service.handled().fail(account, 1, new UnprocessableEventException("dead at once"));
            LongStream.rangeClosed(1, 150).forEach(version -> service.publish(account, version));
            await().until(() -> waiting(account).size() == 149);
            service.handled().hold(account, 1, gate);
        }
        service.jdbc().sql("""
            update event_bus.parked
               set state = 'retrying', retry = 1, not_before = clock_timestamp(), changed_at = '-infinity', copied_at = null
             where key = any (?)
            """).param(hot.toArray(String[]::new)).update();
        await().until(() -> hot.stream().allMatch(account -> attempts(account).size() == 2));
        service.handled().fail("due", 1, broken());
        service.publish("due", 1);
        await().until(() -> onTopic("accounts.teller.retry-1", "due").size() == 1);
        try (var retries = TopicReader.of("accounts.teller.retry-1")) {
            await().until(() -> retries.allAcknowledgedBy("teller"));
        }
        gate.countDown();

        await().until(() ->
                hot.stream().allMatch(account -> service.effects(account).size() == 150));
        assertThat(attempts("due")).containsExactly(1, 2);
        var order = service.handled().deliveries.stream()
                .map(delivery -> delivery.key() + " v" + delivery.version() + " attempt " + delivery.attempt())
                .toList();
        assertThat(hot)
                .allSatisfy(account -> assertThat(order.indexOf("due v1 attempt 2"))
                        .isLessThan(order.indexOf(account + " v150 attempt 1")));
    }

    @Test
    void anEventThatExpiredBeforeItWasRelayedIsNotSentAndNotForgotten() {
        publishBriefly("late", 1, Duration.ofSeconds(-1));
        service.publish("late", 2);

        await().untilAsserted(() -> assertThat(service.effects("late")).containsExactly(2L));
        assertThat(onTopic("accounts", "late")).hasSize(1);
        assertThat(service.jdbc().sql("""
            select version from event_bus.event_log join event_bus.expired_before_relay using (position)
             where key = 'late'
            """).query((row, _) -> row.getLong(1)).list())
                .containsExactly(1L);
    }

    /** The account of an event that is handled, and fails, while its time to live ends, as soon as this machine allows. */
    private static String heldUntilItsTimeIsOver(CountDownLatch gate) {
        for (int millis = 500; ; millis *= 2) {
            var account = "held-" + millis;
            service.handled().hold(account, 1, gate);
            service.handled().fail(account, FOR_EVER, broken());
            var expiresAt = publishBriefly(account, 1, Duration.ofMillis(millis));
            await().until(() ->
                    !attempts(account).isEmpty() || !settled(account).isEmpty());
            if (!attempts(account).isEmpty()) {
                await().until(() -> Instant.now().isAfter(expiresAt));
                return account;
            }
        }
    }

    /** Publishes an event, and says when its time to live is over. */
    private static Instant publishBriefly(String account, long version, Duration timeToLive) {
        var expiresAt = Instant.now().plus(timeToLive);
        service.transaction()
                .executeWithoutResult(_ ->
                        service.events().publish(new NewEvent(new Deposited(account, version), version), expiresAt));
        return expiresAt;
    }

    private static void forgetThatItWasHandled(String id) {
        service.asOwner()
                .sql("delete from event_bus.inbox where event_id = decode(?, 'hex')")
                .param(id)
                .update();
    }

    /** Leaves an event as the head of its parked key, to be attempted in the past, and nobody who thinks of it. */
    private static void leaveParked(String id, int attempt, int retry, @Nullable String copiedAt) {
        service.jdbc()
                .sql("""
                    insert into event_bus.parked (subscription, topic, key, event_id, version, type, value,
                        header_names, header_values, state, attempt, retry, not_before, copied_at, failures, cause, changed_at)
                    select 'teller', topic, key, decode(event_id, 'hex'), version, type, value,
                           array['ce_id', 'ce_type'], array[event_id::bytea, type::bytea],
                           'retrying', :attempt, :retry, '2026-01-01', :copiedAt::timestamptz, '[]', '', '2026-01-01'
                      from event_bus.event_log where event_id = :id
                    """)
                .param("id", id)
                .param("attempt", attempt)
                .param("retry", retry)
                .param("copiedAt", copiedAt)
                .update();
    }

    private static RuntimeException broken() {
        return new IllegalStateException("broken by the test");
    }

    private static List<Integer> attempts(String account) {
        return service.handled().deliveries.stream()
                .filter(delivery -> delivery.key().equals(account))
                .map(delivery -> delivery.attempt())
                .toList();
    }

    private static List<String> states(String account) {
        return service.jdbc()
                .sql("select state || ' ' || attempt from event_bus.parked where key = ?")
                .param(account)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<Long> waiting(String account) {
        return service.jdbc()
                .sql("select version from event_bus.waiting where key = ? order by version")
                .param(account)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private static List<String> settled(String account) {
        return service.jdbc()
                .sql("select settled from event_bus.inbox where key = ? order by version")
                .param(account)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static boolean isCopied(String account) {
        return service.jdbc()
                .sql("select copied_at is not null from event_bus.parked where key = ?")
                .param(account)
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    private static List<?> onTopic(String topic, String account) {
        try (var reader = TopicReader.of(topic)) {
            return reader.recordsOf(account);
        }
    }
}
