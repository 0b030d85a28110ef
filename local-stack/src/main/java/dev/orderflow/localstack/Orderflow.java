package dev.orderflow.localstack;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The whole system. Its parts are {@code postgres}, {@code kafka}, {@code mail}, {@code hooks},
 * {@code order-service}, {@code payment-service}, {@code notification-service}, and the further instances that one starts;
 * each is a process of its own, except the mail sink and the hook receiver. A part that dies is started again, unless it
 * was stopped.
 */
public final class Orderflow implements AutoCloseable {

    /** The names of all services. */
    public static final List<String> SERVICES =
            Service.all().map(service -> service.title).toList();

    private final Settings settings;
    private final LauncherFolder folder;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final MailSink mail;
    private final HookSink hooks;
    private final Map<String, Supervised> parts = new ConcurrentHashMap<>();
    private final Thread endByForce = new Thread(this::killAll, "end-orderflow");

    /** Claims the folder and the ports; starts nothing yet. */
    Orderflow(Settings settings) {
        this.settings = settings;
        var ports = settings.ports();
        this.folder = LauncherFolder.claim(settings);
        this.postgres = new PostgresServer(settings.data("postgres"), ports.postgres(), settings.log("postgres"));
        this.kafka = new KafkaBroker(settings.data("kafka"), ports.kafka(), settings.log("kafka"));
        this.mail = new MailSink(ports.smtp(), ports.mail());
        this.hooks = HookSink.onLoopback(ports.hooks());
        Stream.of(postgres, kafka, mail, hooks).forEach(this::supervise);
        Service.all().forEach(service -> supervise(service(service, service.title, ports.of(service))));
        Runtime.getRuntime().addShutdownHook(endByForce);
    }

    /** Starts everything; returns when every service says that it is ready. */
    public static Orderflow start(Settings settings) {
        var orderflow = new Orderflow(settings);
        try {
            orderflow.start();
            return orderflow;
        } catch (RuntimeException e) {
            orderflow.close();
            throw e;
        }
    }

    void start() {
        InParallel.forEach(List.of(postgres.name(), kafka.name(), mail.name(), hooks.name()), this::start);
        Service.all().forEach(service -> postgres.createDatabase(service.database));
        InParallel.forEach(SERVICES, this::start);
    }

    /** Starts a part that was stopped. */
    public void start(String part) {
        long begin = System.nanoTime();
        supervised(part).start();
        settings.console().accept("%s is up after %d ms".formatted(part, (System.nanoTime() - begin) / 1_000_000));
    }

    /** Ends a part gracefully; it stays down. */
    public void stop(String part) {
        supervised(part).stop();
    }

    /** Ends a part with SIGKILL; it is started again. */
    public void kill(String part) {
        part(part).kill();
    }

    /** Makes a part hang, until it is resumed. */
    public void pause(String part) {
        part(part).pause();
    }

    public void resume(String part) {
        part(part).resume();
    }

    /** Starts one more instance of a service, a part under the name {@code <service>-<port>}. */
    public ServiceProcess startInstance(String service, int port) {
        var instance = service(Service.named(service), service + "-" + port, port);
        supervise(instance);
        start(instance.name());
        return instance;
    }

    public Part part(String name) {
        return supervised(name).part;
    }

    /** Where a service, or an instance of one, answers. */
    public URI uri(String service) {
        if (part(service) instanceof ServiceProcess process) {
            return process.uri();
        }
        throw new IllegalArgumentException(service + " is no service");
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public MailSink mail() {
        return mail;
    }

    public HookSink hooks() {
        return hooks;
    }

    private ServiceProcess service(Service service, String name, int port) {
        var environment = new ServiceEnvironment(postgres, kafka, mail, hooks).of(service, port);
        environment.putAll(settings.environment().getOrDefault(service.title, Map.of()));
        return new ServiceProcess(name, port, service.jar(settings.repository()), settings, environment);
    }

    private void supervise(Part part) {
        parts.put(part.name(), new Supervised(part, settings.console()));
    }

    private Supervised supervised(String part) {
        var supervised = parts.get(part);
        if (supervised == null) {
            throw new IllegalArgumentException("No part is named " + part + ", only " + parts.keySet());
        }
        return supervised;
    }

    /** Stops the services first, so that they can finish their work, then the servers that they need for it. */
    @Override
    public void close() {
        var servers = List.of(kafka.name(), postgres.name(), mail.name(), hooks.name());
        InParallel.forEach(
                parts.values().stream()
                        .filter(supervised -> !servers.contains(supervised.part.name()))
                        .toList(),
                Supervised::end);
        servers.forEach(server -> supervised(server).end());
        folder.close();
        try {
            Runtime.getRuntime().removeShutdownHook(endByForce);
        } catch (IllegalStateException alreadyEnding) {
            // the hook has nothing left to kill
        }
    }

    /** Kills everything at once. */
    void killAll() {
        InParallel.forEach(parts.values(), Supervised::endByForce);
    }
}
