package dev.orderflow.system;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints of a service's own controllers and of the event bus's, read off their classes. */
final class Endpoints {

    private static final String ANNOTATIONS = "org.springframework.web.bind.annotation.";

    private Endpoints() {}

    /** Such as {@code POST /orders}. */
    static Stream<String> of(String service) {
        return new ClassFileImporter()
                .importPaths(classes(service), classes("event-bus")).stream()
                        .filter(type -> type.isAnnotatedWith(ANNOTATIONS + "RestController"))
                        .flatMap(type -> type.getMethods().stream().flatMap(method -> endpoint(type, method)));
    }

    private static Stream<String> endpoint(JavaClass type, JavaMethod method) {
        return Stream.of("Get", "Post", "Put", "Patch", "Delete")
                .flatMap(verb -> path(method, verb + "Mapping").stream()
                        .map(path -> verb.toUpperCase(Locale.ROOT) + " "
                                + path(type, "RequestMapping").orElse("") + path));
    }

    private static Optional<String> path(HasAnnotations<?> annotated, String annotation) {
        return annotated
                .tryGetAnnotationOfType(ANNOTATIONS + annotation)
                .map(mapping ->
                        first(mapping, "value").or(() -> first(mapping, "path")).orElse(""));
    }

    /** Without the pattern of a variable. */
    private static Optional<String> first(JavaAnnotation<?> mapping, String property) {
        return mapping.get(property)
                .filter(value -> value instanceof Object[] paths && paths.length > 0)
                .map(value -> String.valueOf(((Object[]) value)[0]).replaceAll("\\{(\\w+):[^}]*}", "{$1}"));
    }

    private static Path classes(String module) {
        return Path.of("..", module, "target", "classes");
    }
}
