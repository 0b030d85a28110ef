package dev.orderflow.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void noPortIsGivenToTwo() {
        assertThat(Stream.generate(Ports::free).limit(1_000)).doesNotHaveDuplicates();
    }

    @Test
    void portInUseIsRefusedWithTheVariableThatChangesIt() throws IOException {
        int port = Ports.free();
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.requireFree(port, "order-service", "ORDER_PORT"))
                    .hasMessage("Port " + port + ", wanted by order-service, is in use. Free it, or choose another:"
                            + " ORDER_PORT=<port>");
        }
    }
}
