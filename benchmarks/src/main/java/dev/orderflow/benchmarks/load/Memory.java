package dev.orderflow.benchmarks.load;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the processes under this one hold in memory. */
public final class Memory {

    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss: *(\\d+) kB$");
    private static final Pattern NAMED = Pattern.compile(
            "(?s)(?:.*[/.])?(order-service|payment-service|notification-service|KafkaMain|postgres)(?:\\.jar|:.*)?");

    private Memory() {}

    /** Megabytes by program. What processes share is divided among them: the kernel's proportional set size. */
    public static Map<String, Double> ofChildren() {
        return ProcessHandle.current()
                .descendants()
                .collect(groupingBy(Memory::program, TreeMap::new, summingDouble(Memory::megabytes)));
    }

    private static String program(ProcessHandle process) {
        return Stream.of(ProcFile.read(process, "cmdline").orElse("").split("\0", -1))
                .map(NAMED::matcher)
                .filter(Matcher::matches)
                .map(named -> named.group(1))
                .findFirst()
                .orElse("others");
    }

    private static double megabytes(ProcessHandle process) {
        return PROPORTIONAL
                .matcher(ProcFile.read(process, "smaps_rollup").orElse(""))
                .results()
                .mapToDouble(found -> Long.parseLong(found.group(1)) / 1024.0)
                .sum();
    }
}
