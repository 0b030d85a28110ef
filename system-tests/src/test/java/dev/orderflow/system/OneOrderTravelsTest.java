package dev.orderflow.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderflow.event.DataSchema;
import dev.orderflow.event.RawEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The happy path, the unhappy one, and what both leave on the topics. */
class OneOrderTravelsTest {

    @Test
    void aPaidOrderIsConfirmedAndTheCustomerIsTold() {
        var order = Shop.place("card-ok");
        Shop.awaitStatus("CONFIRMED", order);

        assertThat(Shop.awaitMails(order)).singleElement().satisfies(mail -> {
            assertThat(mail.to()).containsExactly("ada@example.com");
            assertThat(mail.subject()).contains("confirmed");
        });
        assertThat(Shop.balance(order)).isEqualTo(new Shop.Balance(1, 0, "25.00"));
    }

    @Test
    void aDeclinedOrderIsRejectedAndTheCustomerIsTold() {
        var order = Shop.place("card-declined");
        Shop.awaitStatus("REJECTED", order);

        assertThat(Shop.awaitMails(order))
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail.text()).contains("was declined (The card was declined); nothing was charged"));
        assertThat(Shop.balance(order).charges()).isZero();
    }

    @Test
    void theSameRequestTwiceIsOneOrder() {
        var key = UUID.randomUUID().toString();
        var first = Shop.tryToPlace(Shop.order("card-ok"), key);
        var second = Shop.tryToPlace(Shop.order("card-ok"), key);
        var other = Shop.tryToPlace(Shop.order("card-slow"), key);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(Shop.id(second)).isEqualTo(Shop.id(first));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void theRecordsHaveTheAgreedValueAndHeaders() {
        var order = Shop.place("card-ok");
        Shop.awaitMails(order);
        var placed = only("orders", order, "OrderPlaced");
        var paid = only("payments", order, "PaymentSucceeded");
        var event = RawEvent.parse(placed.value());

        assertThat(new String(placed.value(), UTF_8))
                .startsWith("{\"id\":\"%s\",\"type\":\"OrderPlaced\",\"key\":\"%s\",\"version\":1,\"createdAt\":\""
                        .formatted(event.id(), order));
        assertThat(TopicReader.headers(placed))
                .containsEntry("content-type", "application/json")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", event.id())
                .containsEntry("ce_type", "OrderPlaced")
                .containsEntry("ce_source", "/order-service")
                .containsEntry("ce_subject", order)
                .containsEntry("ce_sequence", "00000000000000000001")
                .containsEntry("ce_partitionkey", order)
                .containsEntry("ce_dataschema", DataSchema.of("OrderPlaced"))
                .containsEntry("ce_correlationid", order)
                .containsEntry(
                        "ce_expirytime", event.message().path("expiresAt").asString())
                .containsOnlyKeys(
                        "content-type",
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_sequence",
                        "ce_partitionkey",
                        "ce_dataschema",
                        "ce_correlationid",
                        "ce_expirytime",
                        "traceparent");
        assertThat(TopicReader.headers(paid))
                .containsEntry("ce_causationid", event.id())
                .containsEntry("ce_correlationid", order)
                .doesNotContainKey("ce_expirytime")
                .extractingByKey("traceparent")
                .asString()
                .contains(traceId(placed));
    }

    @Test
    void anotherLanguageComputesTheSameId(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(isInstalled("node"), "node is not on the PATH");
        var order = Shop.place("card-ok");
        Shop.awaitStatus("CONFIRMED", order);
        var record = only("payments", order, "PaymentSucceeded");
        var value = Files.write(folder.resolve("event.json"), record.value());
        var node = new ProcessBuilder("node", "-e", """
            const {id, ...event} = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
            const canonical = v => Array.isArray(v) ? `[${v.map(canonical)}]`
                : v !== null && typeof v === 'object'
                    ? `{${Object.keys(v).sort().map(k => JSON.stringify(k) + ':' + canonical(v[k]))}}`
                    : JSON.stringify(v);
            console.log(require('crypto').createHash('sha256').update(canonical(event)).digest('hex'));
            """, value.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(node.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo(RawEvent.parse(record.value()).id());
        assertThat(node.waitFor()).isZero();
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String key, String type) {
        var records = TopicReader.records(topic).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .filter(record -> type.equals(TopicReader.headers(record).get("ce_type")))
                .toList();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static String traceId(ConsumerRecord<byte[], byte[]> record) {
        return TopicReader.headers(record).getOrDefault("traceparent", "").substring(3, 35);
    }

    private static boolean isInstalled(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
