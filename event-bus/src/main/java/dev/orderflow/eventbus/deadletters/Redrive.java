package dev.orderflow.eventbus.deadletters;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * Which dead letters to redrive at once: those of a key, on one topic or for one subscription if these are named, or
 * those of a group, or all.
 */
record Redrive(
        @Nullable String key,
        @Nullable String topic,
        @Nullable String subscription,
        @Valid @Nullable Group group,
        @Nullable Boolean all) {

    record Group(@NotNull String subscription, @NotNull String cause) {}

    Filter filter() {
        return group == null
                ? new Filter(subscription, topic, key, null, null)
                : new Filter(group.subscription(), null, null, null, group.cause());
    }

    /** What looks at more than one field. */
    void validate(Errors errors) {
        if (Stream.of(key, group, all).filter(Objects::nonNull).count() != 1) {
            errors.reject("one", "must name either a key, or a group, or all");
        }
        if (all != null && !all) {
            errors.rejectValue("all", "true", "must be true");
        }
        if (key == null && topic != null) {
            errors.rejectValue("topic", "of-key", "belongs to a key");
        }
        if (key == null && subscription != null) {
            errors.rejectValue("subscription", "of-key", "belongs to a key");
        }
    }
}
