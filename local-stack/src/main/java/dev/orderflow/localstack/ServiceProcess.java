package dev.orderflow.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One instance of a service: a JVM of its own. */
public final class ServiceProcess implements Part {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(4);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String name;
    private final int port;
    private final Path jar;
    private final Settings settings;
    private final Map<String, String> environment;
    private final ChildSlot process = new ChildSlot();

    ServiceProcess(String name, int port, Path jar, Settings settings, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.jar = jar;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        if (!Files.exists(jar)) {
            throw new StartFailure(jar + " is missing. Build it: mvn -DskipTests package");
        }
        var log = settings.log(name);
        var record = settings.data(name + ".process");
        Survivor.kill(record);
        var child = process.fill(Child.start(record, command(), environment, log));
        Patience.untilReady(name, child, START, log, this::ready);
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Java.program());
        command.addAll(settings.jvmOptions());
        command.addAll(
                List.of("-jar", new UnpackedJar(jar, settings.apps()).path().toString()));
        return command;
    }

    /** It says itself that it can do its work. */
    public boolean ready() {
        var request = HttpRequest.newBuilder(uri().resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean running() {
        return process.running();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    @Override
    public void stop() {
        process.stop("TERM", STOP);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }
}
