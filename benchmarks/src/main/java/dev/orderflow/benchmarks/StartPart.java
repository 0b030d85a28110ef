package dev.orderflow.benchmarks;

import static dev.orderflow.benchmarks.report.Unit.CPU_SECONDS;
import static dev.orderflow.benchmarks.report.Unit.MEGABYTES;
import static dev.orderflow.benchmarks.report.Unit.SECONDS;

import dev.orderflow.benchmarks.load.Cost;
import dev.orderflow.benchmarks.load.Memory;
import dev.orderflow.benchmarks.load.TemporaryFolder;
import dev.orderflow.benchmarks.report.Measurements;
import dev.orderflow.localstack.Orderflow;
import dev.orderflow.localstack.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The start of all services at once, on servers that run: without an AOT cache and from one, which is made in between. */
final class StartPart implements Part {

    private static final List<String> START =
            List.of("start to healthy", "processor time of the start", "memory when all are healthy");
    private static final List<String> MAKING =
            List.of("making an AOT cache", "processor time of making an AOT cache", "size of an AOT cache");

    private final Path repository;

    StartPart(Path repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Size size, Measurements into) throws IOException, InterruptedException {
        try (var folder = TemporaryFolder.create()) {
            var settings = settings(repository, folder.path());
            try (var system = Orderflow.start(settings)) {
                measure(system, settings, size, into);
            }
        }
    }

    /** Lets each service's JVM read options from a file. */
    static Settings settings(Path repository, Path folder) throws IOException {
        var settings = Settings.forTests(repository, folder);
        for (var service : Orderflow.SERVICES) {
            var options = Files.createFile(AotCache.options(service, folder));
            settings = settings.withEnvironment(service, "JDK_JAVA_OPTIONS", "@" + options);
        }
        return settings;
    }

    static void measure(Orderflow system, Settings settings, Size size, Measurements into)
            throws IOException, InterruptedException {
        var caches = Orderflow.SERVICES.stream()
                .limit(size.of(Orderflow.SERVICES.size(), 1))
                .map(service -> AotCache.of(service, settings.folder()))
                .toList();
        for (int round = 0; round < size.rounds(); round++) {
            stop(system, caches);
            caches.forEach(AotCache::leave);
            var without = start(system, caches);
            stop(system, caches);
            var making = new ArrayList<Taken>();
            for (var cache : caches) {
                making.add(make(cache, settings.repository().resolve("docker/training.properties")));
            }
            caches.forEach(AotCache::use);
            var with = start(system, caches);
            for (int i = 0; i < with.size(); i++) {
                without.get(i).addTo(into, START, "");
                with.get(i).addTo(into, START, ", AOT cache");
            }
            making.forEach(each -> each.addTo(into, MAKING, ""));
        }
    }

    private static void stop(Orderflow system, List<AotCache> caches) {
        caches.forEach(cache -> system.stop(cache.service()));
    }

    /** What all services took together, and each. */
    private static List<Taken> start(Orderflow system, List<AotCache> caches) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = caches.stream()
                    .map(cache -> CompletableFuture.supplyAsync(() -> Healthy.start(system, cache.service()), threads))
                    .toList();
            var healthy = starting.stream().map(CompletableFuture::join).toList();
            var each = healthy.stream().map(Healthy::andMemory).toList();
            return Stream.concat(Stream.of(Taken.together(each)), each.stream()).toList();
        }
    }

    private static Taken make(AotCache cache, Path trainingProperties) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        double before = Cost.cpuSecondsOfEnded();
        cache.make(trainingProperties);
        return new Taken(cache.service(), seconds(begin), Cost.cpuSecondsOfEnded() - before, cache.megabytes());
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** What a service took until it was healthy. */
    private record Healthy(String service, double seconds, double cpuSeconds) {

        static Healthy start(Orderflow system, String service) {
            long begin = System.nanoTime();
            system.start(service);
            return new Healthy(service, StartPart.seconds(begin), Cost.cpuSecondsOf(service));
        }

        Taken andMemory() {
            return new Taken(service, seconds, cpuSeconds, Memory.of(service));
        }
    }

    private record Taken(String subject, double seconds, double cpuSeconds, double megabytes) {

        /** By services that started at once. */
        static Taken together(List<Taken> each) {
            return new Taken(
                    "orderflow",
                    each.stream().mapToDouble(Taken::seconds).max().orElseThrow(),
                    each.stream().mapToDouble(Taken::cpuSeconds).sum(),
                    each.stream().mapToDouble(Taken::megabytes).sum());
        }

        void addTo(Measurements into, List<String> names, String suffix) {
            into.add(names.get(0), subject + suffix, SECONDS, seconds);
            into.add(names.get(1), subject + suffix, CPU_SECONDS, cpuSeconds);
            into.add(names.get(2), subject + suffix, MEGABYTES, megabytes);
        }
    }
}
