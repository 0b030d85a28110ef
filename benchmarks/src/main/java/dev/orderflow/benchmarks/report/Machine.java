package dev.orderflow.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where it was measured. */
public record Machine(
        String processor, int cores, String memory, String system, String jdk, String postgres, String kafka) {

    public static Machine here(String postgres, String kafka) throws IOException {
        return new Machine(
                firstOf("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                gibibytes(firstOf("/proc/meminfo", "MemTotal", "0")),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                postgres,
                kafka);
    }

    private static String gibibytes(String kilobytes) {
        return "%.0f GiB".formatted(Double.parseDouble(kilobytes.replaceAll("[^0-9]", "")) / (1 << 20));
    }

    private static String firstOf(String file, String name, String otherwise) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return otherwise;
        }
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    public String toString() {
        return "%d cores of %s, %s, %s, %s, PostgreSQL %s, Kafka %s"
                .formatted(cores, processor, memory, system, jdk, postgres, kafka);
    }
}
