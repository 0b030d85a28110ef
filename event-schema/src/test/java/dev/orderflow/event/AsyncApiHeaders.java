package dev.orderflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The headers in AsyncAPI's words: their names and meanings are read off the source of {@link EventHeaders}. */
final class AsyncApiHeaders {

    private static final Path SOURCE = Path.of("src/main/java/dev/orderflow/event/EventHeaders.java");
    private static final Pattern HEADER =
            Pattern.compile("/\\*\\* ([^*]+) \\*/\\s+public static final String \\w+ = \"([^\"]+)\"");

    private static final Set<String> OPTIONAL =
            Set.of(EventHeaders.CAUSATION_ID, EventHeaders.EXPIRY_TIME, EventHeaders.TRACE_PARENT);
    private static final Set<String> OF_FAILURES =
            Set.of(EventHeaders.ATTEMPT, EventHeaders.NOT_BEFORE, EventHeaders.FAILED_TOPIC, EventHeaders.FAILURE);
    private static final Set<String> INSTANTS = Set.of(EventHeaders.TIME, EventHeaders.EXPIRY_TIME);
    private static final Map<String, String> PATTERNS = Map.of(
            EventHeaders.ID, "^[0-9a-f]{64}$",
            EventHeaders.CAUSATION_ID, "^[0-9a-f]{64}$",
            EventHeaders.SEQUENCE, "^[0-9]{20}$",
            EventHeaders.TRACE_PARENT, "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
            EventHeaders.ATTEMPT, "^[1-9][0-9]*$");
    private static final Map<String, String> CONSTANTS =
            Map.of(EventHeaders.CONTENT_TYPE, "application/json", EventHeaders.SPEC_VERSION, "1.0");

    private AsyncApiHeaders() {}

    static void putInto(ObjectNode components) {
        var headers = components.putObject("headers").put("type", "object");
        var ofFailures = components.putObject("failureHeaders").put("type", "object");
        HEADER.matcher(source()).results().forEach(found -> {
            var name = found.group(2);
            var isOfFailures = OF_FAILURES.contains(name);
            describe(name, found.group(1), (isOfFailures ? ofFailures : headers).withObject("/properties"));
            if (!isOfFailures && !OPTIONAL.contains(name)) {
                headers.withArray("/required").add(name);
            }
        });
    }

    /** The headers that a service gives to an event. */
    static ObjectNode example(ObjectNode event, String publisher) {
        var key = event.get("key").stringValue();
        var type = event.get("type").stringValue();
        return EventMapper.JSON
                .createObjectNode()
                .put(EventHeaders.CONTENT_TYPE, "application/json")
                .put(EventHeaders.SPEC_VERSION, "1.0")
                .put(EventHeaders.SOURCE, "/" + publisher)
                .put(EventHeaders.ID, event.get("id").stringValue())
                .put(EventHeaders.TYPE, type)
                .put(EventHeaders.SUBJECT, key)
                .put(EventHeaders.TIME, event.get("createdAt").stringValue())
                .put(
                        EventHeaders.SEQUENCE,
                        EventHeaders.sequence(event.get("version").longValue()))
                .put(EventHeaders.PARTITION_KEY, key)
                .put(EventHeaders.DATA_SCHEMA, DataSchema.of(type))
                .put(EventHeaders.CORRELATION_ID, key)
                .put(EventHeaders.TRACE_PARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    static List<String> names() {
        return HEADER.matcher(source()).results().map(found -> found.group(2)).toList();
    }

    private static void describe(String name, String javadoc, ObjectNode properties) {
        var header = properties.putObject(name).put("description", text(javadoc));
        if (INSTANTS.contains(name)) {
            header.withArray("/allOf").addObject().put("$ref", "#/components/schemas/instant");
            return;
        }
        header.put("type", "string");
        if (PATTERNS.containsKey(name)) {
            header.put("pattern", PATTERNS.get(name));
        }
        if (CONSTANTS.containsKey(name)) {
            header.put("const", CONSTANTS.get(name));
        }
    }

    private static String text(String javadoc) {
        return javadoc.replaceAll(", as \\{@link [^}]+}", "").replaceAll("\\{@code ([^}]+)}", "$1");
    }

    private static String source() {
        try {
            return Files.readString(SOURCE, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
