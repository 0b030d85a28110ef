package dev.orderflow.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas as AsyncAPI wants them: in one document, and with nothing beside a {@code $ref}, because AsyncAPI's
 * own schemas are of a draft that ignores it.
 */
final class AsyncApiSchemas {

    private AsyncApiSchemas() {}

    static void putInto(ObjectNode components) {
        try (var files =
                Files.list(Path.of(AsyncApiSchemas.class.getResource("/schemas").toURI()))) {
            files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .forEach(name -> components.set(name, converted(read(name))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode read(String name) {
        return (ObjectNode) EventMapper.JSON.readTree(Golden.resource("/schemas/%s.json".formatted(name)));
    }

    private static JsonNode converted(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            schema.properties().forEach(property -> property.setValue(converted(property.getValue())));
            return withNothingBesideReference(schema);
        }
        return node;
    }

    private static ObjectNode withNothingBesideReference(ObjectNode schema) {
        schema.remove("$schema");
        schema.remove("$id");
        var file = schema.remove("$ref");
        if (file == null) {
            return schema;
        }
        var reference = EventMapper.JSON.createObjectNode();
        reference.put("$ref", "#/components/schemas/" + file.stringValue().replace(".json", ""));
        if (schema.isEmpty()) {
            return reference;
        }
        schema.putArray("allOf").add(reference);
        return schema;
    }
}
