package dev.orderflow.event;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events of one topic: the records of a sealed interface, found by their type. */
public final class EventFamily<E extends Event> {

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private static final ClassValue<String> TOPICS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            var topic = findTopic(type);
            if (topic == null) {
                throw new IllegalArgumentException(type.getName() + " has no @Topic");
            }
            if (!TOPIC_NAME.matcher(topic).matches()) {
                throw new IllegalArgumentException("%s: Kafka takes no topic '%s'".formatted(type.getName(), topic));
            }
            return topic;
        }
    };

    private final String topic;
    private final Map<String, Class<? extends E>> types;

    private EventFamily(String topic, Map<String, Class<? extends E>> types) {
        this.topic = topic;
        this.types = types;
    }

    /**
     * The family of a sealed interface.
     *
     * @throws IllegalArgumentException when it is not sealed, or has no {@link Topic} of a name that Kafka takes
     * @throws IllegalStateException    when two of its records have one simple name, which is their type on the wire
     */
    public static <E extends Event> EventFamily<E> of(Class<E> sealedInterface) {
        if (!sealedInterface.isInterface() || !sealedInterface.isSealed()) {
            throw new IllegalArgumentException(sealedInterface.getName() + " is not a sealed interface");
        }
        return new EventFamily<>(
                TOPICS.get(sealedInterface),
                records(sealedInterface)
                        .<Class<? extends E>>map(type -> type.asSubclass(sealedInterface))
                        .collect(toUnmodifiableMap(Class::getSimpleName, identity())));
    }

    /** The topic of the family to which a record belongs. */
    public static String topicOf(Class<? extends Event> record) {
        return TOPICS.get(record);
    }

    public String topic() {
        return topic;
    }

    /** The record of that simple name, empty if this family has none. */
    public Optional<Class<? extends E>> type(String simpleName) {
        return Optional.ofNullable(types.get(simpleName));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventFamily::records)
                : Stream.of(type);
    }

    private static @Nullable String findTopic(Class<?> type) {
        var topic = type.getAnnotation(Topic.class);
        if (topic != null) {
            return topic.value();
        }
        for (var parent : type.getInterfaces()) {
            var inherited = findTopic(parent);
            if (inherited != null) {
                return inherited;
            }
        }
        return null;
    }
}
