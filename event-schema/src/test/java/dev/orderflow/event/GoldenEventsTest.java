package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenEventsTest {

    @ParameterizedTest
    @MethodSource("dev.orderflow.event.Golden#types")
    void anEventReadAndWrittenAgainKeepsEveryByte(String type) {
        var golden = Golden.bytes(type);
        var event = RawEvent.parse(golden).as(Golden.familyOf(type)).orElseThrow();

        var written = EventJson.write(event.message(), event.version(), event.createdAt());

        assertThat(new String(written.value(), UTF_8)).isEqualTo(new String(golden, UTF_8));
        assertThat(written)
                .usingRecursiveComparison()
                .isEqualTo(new WrittenEvent(event.id(), type, event.key(), event.version(), event.createdAt(), golden));
    }

    @ParameterizedTest
    @CsvSource({
        "OrderPlaced, 171cb68b459dd9b5ce3d69318391aeb0c2242223b6cd6386eb4b9639f4e741a8",
        "OrderConfirmed, e8da5c83dbfde6dedcbdf0e5e22abcda4ad60d2dfab4a00722e9ab4c939e8b5a",
        "OrderRejected, 16ef4e82c24e36df66e6f72a7a6f484a8277b7824a72635b744cd158c36a467b",
        "OrderExpired, 3c8830be3f979dce68489454b6d20e7b9e3600878095231bdf13091a5c3c89da",
        "OrderCancelled, a41c07883119b5a7b9720e851b25932f8deb6cc7af8b3e5712931e85a267fe72",
        "PaymentSucceeded, fc79cd7f6677235f777b1b17c2ab2f7fda0a859d3e34425145622d3cd4f60298",
        "PaymentDeclined, a463421251e08879a66a91cc6fe5222aae7ab696ac6a23b0c7ab9973fbf8ae69",
        "PaymentRefunded, 3e25d59f0d39dcb85b8d9b17451fdabfb826ee1af7d2d7f1f8d60db224becf1a",
        "NotificationRequested, 9e46263ccd6a5c573003fd92f10ca18bbd80762f0900b998ea0c386b1e01a275",
        "NotificationSent, 6006cae18aabdc3339a94d23105dbecfe66074a4a8d6edfd831472152d6a5f15",
        "NotificationFailed, 859046840660a445b63b99d00471dc86f4ade8bd8f67b9bf267bf78b99f3b50d"
    })
    void anEventIsNamedAsEver(String type, String id) {
        assertThat(RawEvent.parse(Golden.bytes(type)).id()).isEqualTo(id);
    }

    @Test
    void everyFamilyIsKnown() {
        assertThat(Golden.families()).hasSize(3).contains(OrderEvent.class);
        assertThat(Golden.types()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderPlaced", "NotificationFailed"})
    void anotherLanguageFindsTheSameId(String type) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node"))),
                "no node on the PATH");
        var script = Path.of(Golden.class.getResource("/event-id.js").toURI());
        var node = new ProcessBuilder("node", script.toString())
                .redirectInput(Path.of(Golden.class
                                .getResource("/golden/%s.json".formatted(type))
                                .toURI())
                        .toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(node.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo(RawEvent.parse(Golden.bytes(type)).id());
    }
}
