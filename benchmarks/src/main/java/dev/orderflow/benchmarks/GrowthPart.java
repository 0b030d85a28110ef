package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.MILLISECONDS_OF_A_QUERY;
import static dev.orderflow.benchmarks.report.Unit.ORDERS_PER_SECOND;

import dev.orderflow.benchmarks.growth.Grown;
import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two systems side by side, one with a short past and one with a long one: what a client and what Postgres notice. */
final class GrowthPart implements Part {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern ORDER_ID = Pattern.compile("\"id\":\"([0-9A-Z]{26})\"");

    /** Everything that can be asked for and is not a single row; %s is an order. */
    private static final Map<String, List<String>> QUESTIONS = Map.of(
            "order-service",
            List.of(
                    "/orders?limit=100",
                    "/orders?status=CONFIRMED&limit=100",
                    "/orders?status=PENDING&limit=100",
                    "/orders/%s/events"),
            "payment-service",
            List.of("/payments?orderId=%s", "/gateway/ledger?key=%s"),
            "notification-service",
            List.of("/notifications?orderId=%s", "/gone-endpoints"));

    private static final List<String> QUESTIONS_TO_ALL = List.of(
            "/books",
            "/dead-letters",
            "/dead-letters?key=%s",
            "/dead-letters/groups",
            "/dead-letters/audit",
            "/event-log?limit=100",
            "/event-log?type=OrderConfirmed&limit=100",
            "/event-log?key=%s");

    private final Path repository;

    GrowthPart(Path repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void measure(Size size, Measurements into) throws IOException {
        try (var folder = TemporaryFolder.create();
                var young = start(settings(folder, "young"), size.of(10_000, 10));
                var old = start(settings(folder, "old"), size.of(1_000_000, 100))) {
            for (int round = 0; round < size.rounds(); round++) {
                measure(young, size, into);
                measure(old, size, into);
            }
        }
    }

    private Settings settings(TemporaryFolder folder, String name) {
        return Settings.forTests(repository, folder.path().resolve(name));
    }

    static Grown start(Settings settings, int orders) {
        return Grown.start(settings, orders, GrowthPart::oneOrder);
    }

    static void measure(Grown grown, Size size, Measurements into) {
        load(grown, size, into);
        ask(grown, size, into);
    }

    private static void load(Grown grown, Size size, Measurements into) {
        var journeys = journeys(grown);
        journeys.steady(size.of(100, 2), 20);
        into.addLatency("placed to CONFIRMED, 20 a second", grown.subject(), journeys.steady(size.of(200, 5), 20));
        var saturated = journeys.saturate(32, size.seconds(8, 0.3));
        into.add(
                "placed and CONFIRMED, 32 customers at once",
                grown.subject(),
                ORDERS_PER_SECOND,
                saturated.ordersPerSecond());
    }

    private static Journeys journeys(Grown grown) {
        return new Journeys(new Clients(grown.uri("order-service")));
    }

    private static void ask(Grown grown, Size size, Measurements into) {
        var queries = grown.queriesWhile(() -> {
            journeys(grown).steady(size.of(100, 5), 20);
            for (int i = 0; i < size.of(20, 1); i++) {
                look(grown);
            }
        });
        queries.forEach(
                (query, milliseconds) -> into.add(query, grown.subject(), MILLISECONDS_OF_A_QUERY, milliseconds));
    }

    private static void look(Grown grown) {
        var orders = ORDER_ID.matcher(get(grown.uri("order-service").resolve("/orders?limit=1")));
        if (!orders.find()) {
            throw new IllegalStateException("There is no order");
        }
        QUESTIONS.forEach((service, questions) -> Stream.concat(questions.stream(), QUESTIONS_TO_ALL.stream())
                .forEach(question -> get(grown.uri(service).resolve(question.formatted(orders.group(1))))));
    }

    private static void oneOrder(Orderflow system) {
        var clients = new Clients(system.uri("order-service"));
        clients.place().thenCompose(clients::confirmed).join();
        while (!get(system.uri("notification-service").resolve("/books")).contains("\"published\":2,\"relayed\":2")) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static String get(URI uri) {
        try {
            var answer = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "%s answered %d: %s".formatted(uri, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
