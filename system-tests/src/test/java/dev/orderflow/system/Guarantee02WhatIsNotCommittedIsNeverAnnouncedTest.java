package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Guarantee 2: a fact that was not committed is never announced.
 *
 * <p>Seen to fail with an event log that commits on its own, before its caller does.
 */
@Order(Integer.MAX_VALUE - 2)
class Guarantee02WhatIsNotCommittedIsNeverAnnouncedTest {

    private final JdbcClient owner = JdbcClient.create(Running.dataSource("orders", "orders_owner"));

    /** The database refuses the order when order-service commits: its event was written by then. */
    @Test
    void theTransactionOfAnOrderFailsAtItsCommit() {
        owner.sql("""
            create function refuse_eve() returns trigger language plpgsql as $$
            begin
                raise exception 'not for %', new.customer_id;
            end $$
            """).update();
        owner.sql("""
            create constraint trigger refuse_eve after insert on orders deferrable initially deferred
               for each row when (new.customer_id = 'eve') execute function refuse_eve()
            """).update();
        var refused = Shop.tryToPlace(
                Shop.order("card-ok").replace("\"ada\"", "\"eve\""),
                UUID.randomUUID().toString());
        var next = Shop.place("card-ok");
        Shop.awaitStatus("CONFIRMED", next);

        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(TopicReader.records("orders").stream().map(TopicReader::text))
                .noneMatch(text -> text.contains("\"eve\""));
    }

    /** Of all that the other tests did, kills in the middle of transactions among it. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everythingOnTheTopicsIsInTheEventLogs() {
        Shop.awaitMails(Shop.place("card-ok"));

        for (var topic : List.of("orders", "payments", "notifications")) {
            var committed = new HashSet<>(Running.database(topic)
                    .sql("select event_id from event_bus.event_log")
                    .query((row, _) -> row.getString(1))
                    .list());
            assertThat(TopicReader.ids(topic)).isNotEmpty().isSubsetOf(committed);
        }
    }

    @AfterEach
    void letEveBuy() {
        owner.sql("drop trigger if exists refuse_eve on orders").update();
        owner.sql("drop function if exists refuse_eve()").update();
    }
}
