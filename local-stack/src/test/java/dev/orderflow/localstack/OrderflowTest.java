package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class OrderflowTest {
    private static final String ORDER = "order-service";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IN_VAIN = Duration.ofMillis(500);

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Settings settings;
    private Orderflow orderflow;

    @BeforeAll
    void start(@TempDir Path repository) throws IOException {
        settings = Settings.forTests(StandIn.repository(repository), repository.resolve(".orderflow"))
                .with(console::add)
                .withEnvironment(ORDER, "FLAVOUR", "vanilla");
        orderflow = Orderflow.start(settings);
    }

    @AfterAll
    void stop() {
        orderflow.close();
        http.close();
    }

    @Test
    void everyServiceIsToldWhereTheServersAreAndWhoItIsThere() throws Exception {
        assertThat(environment("payment-service", "SPRING_DATASOURCE_URL"))
                .isEqualTo(orderflow.postgres().jdbcUrl("payments"));
        assertThat(environment("payment-service", "SPRING_DATASOURCE_PASSWORD"))
                .isEqualTo(orderflow.postgres().password("payments_service"));
        assertThat(environment("payment-service", "GATEWAY_URL"))
                .isEqualTo(orderflow.uri("payment-service") + "/gateway");
        assertThat(environment(ORDER, "FLAVOUR")).isEqualTo("vanilla");
    }

    @Test
    void serversTakeConnectionsFromThisMachineOnly() throws IOException {
        var addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        assumeFalse(addresses.isEmpty(), "Skipped: this machine has no other address than loopback");
        var ports = settings.ports();
        for (int port : List.of(ports.postgres(), ports.kafka(), ports.smtp(), ports.mail(), ports.hooks())) {
            connect(InetAddress.getLoopbackAddress(), port);
            assertThat(addresses)
                    .allSatisfy(
                            address -> assertThatThrownBy(() -> connect(address, port), "port %d at %s", port, address)
                                    .isInstanceOf(IOException.class));
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(PATIENCE.toMillis()));
        }
    }

    @Test
    void deadPartIsStartedAgain() {
        for (var part : List.of("notification-service", "postgres", "kafka")) {
            orderflow.kill(part);
            await().atMost(PATIENCE).until(() -> said(part + " is up again"));
            assertThat(orderflow.part(part).running()).isTrue();
        }
    }

    @Test
    void stoppedPartStaysDownUntilItIsStarted() {
        orderflow.stop("payment-service");
        assertThat(orderflow.part("payment-service").running()).isFalse();
        assertThat(said("payment-service is down")).isFalse();

        orderflow.start("payment-service");

        assertThat(orderflow.part("payment-service").running()).isTrue();
    }

    @Test
    void pausedPartHangsUntilItIsResumed() throws Exception {
        orderflow.pause(ORDER);
        assertThatThrownBy(() -> environment(ORDER, "FLAVOUR", IN_VAIN)).isInstanceOf(HttpTimeoutException.class);

        orderflow.resume(ORDER);

        assertThat(environment(ORDER, "FLAVOUR")).isEqualTo("vanilla");
    }

    @Test
    void secondInstanceOfAServiceRunsBesideTheFirst() throws Exception {
        int port = Ports.free();

        orderflow.startInstance(ORDER, port);

        assertThat(environment(ORDER + "-" + port, "FLAVOUR")).isEqualTo("vanilla");
        assertThat(environment(ORDER, "FLAVOUR")).isEqualTo("vanilla");
    }

    @Test
    void secondLauncherOnTheSameFolderIsRefused() {
        assertThatThrownBy(() -> Orderflow.start(settings.with(PortNumbers.free())))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("already runs on " + settings.folder());
    }

    private boolean said(String words) {
        return console.stream().anyMatch(line -> line.startsWith(words));
    }

    private String environment(String service, String variable) throws IOException, InterruptedException {
        return environment(service, variable, PATIENCE);
    }

    private String environment(String service, String variable, Duration timeout)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(orderflow.uri(service) + "/env/" + variable))
                .timeout(timeout)
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
