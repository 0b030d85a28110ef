package dev.orderflow.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** One event of each type as it has always been on the wire. */
final class Golden {

    /** The fields that an event may lack. */
    static final Set<String> OPTIONAL = Set.of("callbackUrl", "explanation");

    private Golden() {}

    /** Every sealed family in this module, found by its annotation. */
    static List<Class<? extends Event>> families() {
        try (var classes = Files.list(
                Path.of(Event.class.getResource("Event.class").toURI()).resolveSibling("."))) {
            return classes.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> named(file.replace(".class", "")))
                    .filter(type -> type.isAnnotationPresent(Topic.class))
                    .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> types() {
        return families().stream()
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .map(Class::getSimpleName);
    }

    static byte[] bytes(String type) {
        return resource("/golden/%s.json".formatted(type));
    }

    static ObjectNode tree(String type) {
        return (ObjectNode) EventMapper.JSON.readTree(bytes(type));
    }

    /** The event's bytes with the id that its content has now. */
    static byte[] renamed(ObjectNode event) {
        var content = event.deepCopy();
        content.remove("id");
        return EventMapper.JSON.writeValueAsBytes(event.deepCopy().put("id", EventId.of(content)));
    }

    static EventFamily<?> familyOf(String type) {
        return families().stream()
                .map(EventFamily::of)
                .filter(family -> family.type(type).isPresent())
                .findFirst()
                .orElseThrow();
    }

    static byte[] resource(String path) {
        try (var file = Golden.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError(path + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> named(String simpleName) {
        try {
            return Class.forName(Golden.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
