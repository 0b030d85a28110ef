package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of requests that nobody should send, the same ones in every run. */
class FuzzTest {

    private static final long SEED = 8807;
    private static final int REQUESTS = 2_500;
    private static final int AT_ONCE = 4;
    private static final long FLAT = 16 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "notification-service"})
    void noRequestHoweverMalformedBreaksAService(String service) throws Exception {
        send(service, SEED, REQUESTS / 5); // warms up
        var before = Heap.kilobytesInUse(service);

        send(service, SEED + 1, REQUESTS);

        assertThat(Heap.kilobytesInUse(service)).isLessThan(before + FLAT);
    }

    private static void send(String service, long seed, int count) throws InterruptedException, ExecutionException {
        var random = new Random(seed);
        var requests = IntStream.range(0, count)
                .mapToObj(_ -> MalformedRequest.next(service, random))
                .toList();
        try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = clients.invokeAll(requests.stream()
                    .map(request -> (Callable<String>) () -> answer(service, request))
                    .toList());
            for (int i = 0; i < count; i++) {
                refusedOrTaken(requests.get(i), answers.get(i).get());
            }
        }
    }

    private static String answer(String service, String request) throws IOException {
        return RawHttp.send(Running.system().uri(service), request);
    }

    /** Not even HTTP's own 505, for a version that there is not, is a failure of the service. */
    private static void refusedOrTaken(String request, String received) {
        var answer = received.replaceFirst("^HTTP/1\\.1 100 \\r\\n\\r\\n", "");
        assertThat(answer).as(request).matches("(?s)HTTP/1\\.1 ([234]\\d\\d|505) .*");
        if (answer.matches("(?s)HTTP/1\\.1 [45].*")) {
            assertThat(answer).as(request).containsIgnoringCase("\r\nContent-Type: application/problem+json");
            if (!request.startsWith("HEAD")) {
                assertThat(answer).as(request).contains("\"type\":\"urn:orderflow:problem:");
            }
        }
    }
}
