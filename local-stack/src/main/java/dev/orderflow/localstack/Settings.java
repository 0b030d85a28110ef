package dev.orderflow.localstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the whole system is to be run.
 *
 * @param repository  where the services' jars are, in {@code <service>/target/<service>.jar}
 * @param folder      where data and logs are kept between starts
 * @param environment by service: variables beyond those that every service gets
 * @param jvmOptions  of the services
 * @param console     takes one line for each thing that happens
 */
public record Settings(
        Path repository,
        Path folder,
        PortNumbers ports,
        Map<String, Map<String, String>> environment,
        List<String> jvmOptions,
        Consumer<String> console) {

    /** As {@code ./run} does it, unless changed. */
    public static Settings of(Path repository) {
        return new Settings(
                repository,
                repository.resolve(".orderflow"),
                PortNumbers.from(System.getenv()),
                Map.of(),
                Java.smallAndQuick(256),
                System.out::println);
    }

    /** On free ports. */
    public static Settings forTests(Path repository, Path folder) {
        return new Settings(
                repository, folder, PortNumbers.free(), Map.of(), Java.smallAndQuick(256), System.out::println);
    }

    public Settings with(PortNumbers other) {
        return new Settings(repository, folder, other, environment, jvmOptions, console);
    }

    public Settings with(Consumer<String> other) {
        return new Settings(repository, folder, ports, environment, jvmOptions, other);
    }

    /** Gives each service a heap of at most so many megabytes. */
    public Settings withHeap(int megabytes) {
        return new Settings(repository, folder, ports, environment, Java.smallAndQuick(megabytes), console);
    }

    /** Gives every service one more variable. */
    public Settings withEnvironment(String name, String value) {
        var settings = this;
        for (var service : Service.values()) {
            settings = settings.withEnvironment(service.title, name, value);
        }
        return settings;
    }

    /** Gives one service one more variable. */
    public Settings withEnvironment(String service, String name, String value) {
        var ofService = new HashMap<>(environment.getOrDefault(Service.named(service).title, Map.of()));
        ofService.put(name, value);
        var all = new HashMap<>(environment);
        all.put(service, Map.copyOf(ofService));
        return new Settings(repository, folder, ports, Map.copyOf(all), jvmOptions, console);
    }

    Path data(String part) {
        return folder.resolve("data").resolve(part);
    }

    Path apps() {
        return folder.resolve("apps");
    }

    Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }
}
