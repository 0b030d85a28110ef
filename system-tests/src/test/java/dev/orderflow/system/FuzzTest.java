package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Locale;
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
    private static final int REQUESTS = 2_000;
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
        var endpoints = MalformedRequest.endpoints(service);
        var requests = IntStream.range(0, count)
                .mapToObj(_ -> MalformedRequest.next(endpoints, random))
                .toList();
        var failures = new ArrayList<String>();
        try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = clients.invokeAll(requests.stream()
                    .map(request -> (Callable<String>)
                            () -> RawHttp.send(Running.system().uri(service), request))
                    .toList());
            for (int i = 0; i < count; i++) {
                var answer = answers.get(i).get().replaceFirst("^HTTP/1\\.1 100 \r\n\r\n", "");
                if (!isSound(requests.get(i), answer)) {
                    failures.add("%n%.500s%n -> %.500s".formatted(requests.get(i), answer));
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private static boolean isSound(String request, String answer) {
        if (!answer.startsWith("HTTP/1.1 ")) { // a request without a version is one of HTTP/0.9, and so is its answer
            return !answer.matches("(?s)\\{[^{]*\"status\":5.*");
        }
        if (answer.startsWith("HTTP/1.1 505 ") || answer.startsWith("HTTP/1.1 4")) { // 505: no such version of HTTP
            return answer.toLowerCase(Locale.ROOT).contains("\r\ncontent-type: application/problem+json")
                    && (request.startsWith("HEAD") || answer.contains("\"type\":\"urn:orderflow:problem:"));
        }
        return answer.matches("(?s)HTTP/1\\.1 [23].*");
    }
}
