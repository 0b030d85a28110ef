package dev.orderflow.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.eventbus.TestApplication.Deposited;
import dev.orderflow.eventbus.publishing.NewEvent;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that are handled, or published, together. */
class BatchTest {

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start("batch", "event-bus.retry.delays=50ms,100ms");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aBacklogIsHandledInFewTransactionsAndInOrder() {
        publishTogether("backlog", 20, 10);

        await().untilAsserted(() -> assertThat(effects("backlog")).hasSize(200));
        for (int account = 0; account < 20; account++) {
            assertThat(service.effects("backlog-" + account)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        }
        assertThat(effects("backlog").stream().distinct()).hasSizeLessThan(100);
    }

    @Test
    void anEventThatFailsInABatchHoldsUpThoseOfItsKeyOnly() {
        service.handled().fail("mixed-3", 2, new IllegalStateException("broken by the test"));
        publishTogether("mixed", 10, 5);

        await().untilAsserted(() -> assertThat(effects("mixed")).hasSize(50));
        for (int account = 0; account < 10; account++) {
            assertThat(service.effects("mixed-" + account)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(settled("mixed-" + account)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
        assertThat(service.handled().deliveries)
                .filteredOn(delivery -> delivery.attempt() > 1)
                .extracting(delivery -> delivery.key())
                .containsOnly("mixed-3");
    }

    @Test
    void anEventTwiceInABatchTakesEffectOnce() {
        service.publish("double", 1);
        await().until(() -> service.effects("double").size() == 1);
        try (var accounts = TopicReader.of("accounts")) {
            var record = accounts.recordsOf("double").getFirst();
            for (int i = 0; i < 50; i++) {
                accounts.sendAgain(record);
            }
        }
        service.publish("double", 2);

        await().until(() -> service.effects("double").contains(2L));
        assertThat(service.effects("double")).containsExactly(1L, 2L);
    }

    @Test
    void whatIsPublishedTogetherIsWrittenAtTheEndAndInOrder() {
        service.transaction().executeWithoutResult(_ -> {
            together(() -> {
                publish("together", 1);
                publish("together", 2);
                assertThat(logged("together")).isEmpty();
            });
            assertThat(logged("together")).containsExactly(1L, 2L);
        });
    }

    @Test
    void whatIsRolledBackToASavepointIsNotPublished() {
        service.transaction()
                .executeWithoutResult(_ -> together(() -> {
                    publish("savepoint", 1);
                    transaction(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult(nested -> {
                        publish("savepoint", 2);
                        nested.setRollbackOnly();
                    });
                    publish("savepoint", 2);
                }));

        assertThat(logged("savepoint")).containsExactly(1L, 2L);
    }

    /** As a listener before the commit does that asks somebody in a transaction of its own first. */
    @Test
    void whatIsPublishedAfterAnotherTransactionBeforeTheCommitIsNotLost() {
        service.transaction().executeWithoutResult(_ -> {
            together(() -> publish("early", 1));
            transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(_ -> publish("other", 1));
            publish("last-word", 1);
        });

        assertThat(logged("early")).containsExactly(1L);
        assertThat(logged("other")).containsExactly(1L);
        assertThat(logged("last-word")).containsExactly(1L);
    }

    @Test
    void anotherTransactionMeanwhilePublishesByItself() {
        service.transaction()
                .executeWithoutResult(outer -> together(() -> {
                    publish("outer", 1);
                    transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                            .executeWithoutResult(_ -> publish("inner", 1));
                    outer.setRollbackOnly();
                }));

        assertThat(logged("inner")).containsExactly(1L);
        assertThat(logged("outer")).isEmpty();
    }

    private static void publishTogether(String accounts, int keys, int versions) {
        service.transaction().executeWithoutResult(_ -> {
            for (int version = 1; version <= versions; version++) {
                for (int account = 0; account < keys; account++) {
                    publish(accounts + "-" + account, version);
                }
            }
        });
    }

    private static void publish(String account, long version) {
        service.events().publish(new NewEvent(new Deposited(account, version), version));
    }

    private static void together(Runnable work) {
        service.context().getBean(PublishingTogether.class).together(() -> {
            work.run();
            return true;
        });
    }

    private static TransactionTemplate transaction(int propagation) {
        var template = new TransactionTemplate(service.context().getBean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    /** The transactions that wrote the effects on accounts. */
    private static List<String> effects(String accounts) {
        return service.jdbc()
                .sql("select xmin::text from effect where account like ?")
                .param(accounts + "-%")
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The versions that the inbox has of an account, in the order in which they were settled. */
    private static List<Long> settled(String account) {
        return service.jdbc()
                .sql("select version from event_bus.inbox where key = ? order by settled_at")
                .param(account)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private static List<Long> logged(String account) {
        return service.jdbc()
                .sql("select version from event_bus.event_log where key = ? order by position")
                .param(account)
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
