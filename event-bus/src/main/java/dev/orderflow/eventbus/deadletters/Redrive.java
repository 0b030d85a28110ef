package dev.orderflow.eventbus.deadletters;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

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
    static final class Rules implements Validator {

        @Override
        public boolean supports(Class<?> type) {
            return type == Redrive.class;
        }

        @Override
        public void validate(Object target, Errors errors) {
            var which = (Redrive) target;
            if (Stream.of(which.key, which.group, which.all)
                            .filter(Objects::nonNull)
                            .count()
                    != 1) {
                errors.reject("one", "must name either a key, or a group, or all");
            }
            if (which.all != null && !which.all) {
                errors.rejectValue("all", "true", "must be true");
            }
            if (which.key == null && which.topic != null) {
                errors.rejectValue("topic", "of-key", "belongs to a key");
            }
            if (which.key == null && which.subscription != null) {
                errors.rejectValue("subscription", "of-key", "belongs to a key");
            }
        }
    }
}
