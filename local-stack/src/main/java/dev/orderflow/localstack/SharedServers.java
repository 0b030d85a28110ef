package dev.orderflow.localstack;

/**
 * One Postgres and one Kafka for all tests of a JVM, started when first asked for, ended with the JVM: child processes,
 * or containers with {@code -Dstack=testcontainers}.
 */
public final class SharedServers {
    private static final String STACK = System.getProperty("stack", "embedded");

    private SharedServers() {}

    public static Postgres postgres() {
        return inContainers() ? ContainerServers.postgres() : EmbeddedServers.postgres();
    }

    public static Kafka kafka() {
        return inContainers() ? ContainerServers.kafka() : EmbeddedServers.kafka();
    }

    private static boolean inContainers() {
        return switch (STACK) {
            case "embedded" -> false;
            case "testcontainers" -> true;
            default -> throw new IllegalArgumentException("-Dstack is embedded or testcontainers, not " + STACK);
        };
    }
}
