package dev.orderflow.benchmarks.growth;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import java.util.regex.Pattern;

/**
 * How long Postgres took for each statement, by its own log: to plan it with its parameters, and to execute it.
 *
 * @param milliseconds by database and statement
 */
public record QueryTimes(Map<String, List<Double>> milliseconds) {

    private static final Pattern ENTRY =
            Pattern.compile("(?m)^(\\w+)\\|LOG:  duration: ([0-9.]+) ms  (?:bind|execute) [^:]*: (.*(?:\\n\\t.*)*)");
    private static final Pattern COLUMNS = Pattern.compile("^select (?:\\w+\\.\\w+, ?)+\\w+\\.\\w+ from ");
    private static final int NAMED_BY = 160;

    static QueryTimes during(Connection superuser, Path log, Runnable something) throws SQLException, IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r");
                var statement = superuser.createStatement()) {
            statement.execute("alter system set log_line_prefix = '%d|'");
            statement.execute("alter system set log_parameter_max_length = 0");
            statement.execute("alter system set log_min_duration_statement = 0");
            statement.execute("select pg_reload_conf()");
            file.seek(file.length());
            try {
                something.run();
            } finally {
                statement.execute("alter system reset all");
                statement.execute("select pg_reload_conf()");
            }
            var entries = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
            file.readFully(entries);
            return of(new String(entries, StandardCharsets.UTF_8));
        }
    }

    private static QueryTimes of(String entries) {
        var milliseconds = new TreeMap<String, List<Double>>();
        ENTRY.matcher(entries)
                .results()
                .filter(entry -> Grown.DATABASES.contains(entry.group(1)))
                .forEach(entry -> {
                    var text = entry.group(3).replaceAll("\\s+", " ").strip();
                    milliseconds
                            .computeIfAbsent(entry.group(1) + ": " + name(text), _ -> new ArrayList<>())
                            .add(Double.valueOf(entry.group(2)));
                });
        return new QueryTimes(milliseconds);
    }

    /** Its beginning, without the columns that Hibernate selects; of two that begin alike, they tell which is which. */
    private static String name(String statement) {
        var text = COLUMNS.matcher(statement).replaceFirst("select … from ");
        return text.length() <= NAMED_BY
                ? text
                : "%s … (%08x)".formatted(text.substring(0, NAMED_BY), statement.hashCode());
    }

    /** Calls back with each query and its mean time: of planning and of execution, which have as many entries each. */
    public void forEach(ObjDoubleConsumer<String> consumer) {
        milliseconds.forEach((query, times) -> consumer.accept(
                query,
                2 * times.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    }
}
