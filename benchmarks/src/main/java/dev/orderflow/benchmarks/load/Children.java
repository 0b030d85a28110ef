package dev.orderflow.benchmarks.load;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processes under this one, each known by the program that it runs. */
public final class Children {

    private static final Pattern NAMED = Pattern.compile(
            "(?s)(?:.*[/.])?(order-service|payment-service|notification-service|KafkaMain|postgres)(?:\\.jar|:.*)?");

    private Children() {}

    /** With what command a program was started that runs in one process. */
    public static List<String> command(String program) {
        return running(program).map(Children::arguments).findFirst().orElseThrow();
    }

    static Stream<ProcessHandle> running(String program) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> program(process).equals(program));
    }

    static String program(ProcessHandle process) {
        return arguments(process).stream()
                .map(NAMED::matcher)
                .filter(Matcher::matches)
                .map(named -> named.group(1))
                .findFirst()
                .orElse("others");
    }

    private static List<String> arguments(ProcessHandle process) {
        return Stream.of(ProcFile.read(process, "cmdline").orElse("").split("\0", -1))
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }
}
