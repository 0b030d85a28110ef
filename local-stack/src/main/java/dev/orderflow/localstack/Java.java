package dev.orderflow.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JVM that runs us, which runs our children too. */
final class Java {
    private Java() {}

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Options for a heap that starts small and stays so. */
    static List<String> small(int megabytes) {
        return List.of(
                "-Xms64m",
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED");
    }

    /** The same for who has to be up soon: without the second compiler a service starts with half the work. */
    static List<String> smallAndQuick(int megabytes) {
        return Stream.concat(small(megabytes).stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                .toList();
    }
}
