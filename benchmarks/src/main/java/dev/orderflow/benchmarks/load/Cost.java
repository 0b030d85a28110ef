package dev.orderflow.benchmarks.load;

import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What has been spent so far by this JVM and by Postgres; the difference between two of them is what something cost. */
public record Cost(double jvmSeconds, double postgresSeconds, long walBytes) {

    /** Of {@code /proc}: the kernel counts in hundredths of a second, on every Linux there is. */
    private static final double TICKS_PER_SECOND = 100;

    public static Cost now() {
        return new Cost(
                seconds(ProcessHandle.current(), times -> times.user() + times.system()),
                cpuSecondsOf("postgres"),
                Database.walBytes());
    }

    public Cost since(Cost before) {
        return new Cost(
                jvmSeconds - before.jvmSeconds, postgresSeconds - before.postgresSeconds, walBytes - before.walBytes);
    }

    /** Without what the benchmark itself needed to find out. */
    public Cost without(double jvmSeconds) {
        return new Cost(Math.max(0, this.jvmSeconds - jvmSeconds), postgresSeconds, walBytes);
    }

    /** The processor time that this JVM and all processes under it have taken so far. */
    public static double cpuSecondsOfAll() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .mapToDouble(process -> seconds(process, Times::withEndedChildren))
                .sum();
    }

    /** The processor time that a program under this JVM has taken so far. */
    public static double cpuSecondsOf(String program) {
        return Children.running(program)
                .mapToDouble(process -> seconds(process, Times::withEndedChildren))
                .sum();
    }

    /** The processor time that the processes took which this JVM started and which have ended. */
    public static double cpuSecondsOfEnded() {
        return seconds(ProcessHandle.current(), Times::ofEndedChildren);
    }

    private static double seconds(ProcessHandle process, ToLongFunction<Times> times) {
        return Times.of(process)
                .map(each -> times.applyAsLong(each) / TICKS_PER_SECOND)
                .orElse(0.0);
    }

    /** The fields of {@code /proc/<pid>/stat} that tell CPU time; the last two are those of children that have ended. */
    private record Times(long user, long system, long userOfChildren, long systemOfChildren) {

        static Optional<Times> of(ProcessHandle process) {
            return ProcFile.read(process, "stat").map(line -> {
                var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
                return new Times(
                        Long.parseLong(fields[11]),
                        Long.parseLong(fields[12]),
                        Long.parseLong(fields[13]),
                        Long.parseLong(fields[14]));
            });
        }

        long withEndedChildren() {
            return user + system + ofEndedChildren();
        }

        long ofEndedChildren() {
            return userOfChildren + systemOfChildren;
        }
    }
}
