package dev.orderflow.benchmarks.load;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the processes under this one hold in memory. */
public final class Memory {

    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss: *(\\d+) kB$");

    private Memory() {}

    /** Megabytes by program. What processes share is divided among them: the kernel's proportional set size. */
    public static Map<String, Double> ofChildren() {
        return ProcessHandle.current()
                .descendants()
                .collect(groupingBy(Children::program, TreeMap::new, summingDouble(Memory::megabytes)));
    }

    /** Megabytes of one program. */
    public static double of(String program) {
        return Children.running(program).mapToDouble(Memory::megabytes).sum();
    }

    private static double megabytes(ProcessHandle process) {
        return PROPORTIONAL
                .matcher(ProcFile.read(process, "smaps_rollup").orElse(""))
                .results()
                .mapToDouble(found -> Long.parseLong(found.group(1)) * 1024 / 1e6)
                .sum();
    }
}
