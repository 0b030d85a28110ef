package dev.orderflow.eventbus.deadletters;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to redrive at once: those of a key, on one topic or for one subscription if these are named, or
 * those of a group, or all.
 */
record Redrive(
        @Nullable String key,
        @Nullable String topic,
        @Nullable String subscription,
        @Nullable Group group,
        @Nullable Boolean all) {

    record Group(@Nullable String subscription, @Nullable String cause) {}

    Filter filter() {
        if (Stream.of(key, group, all).filter(Objects::nonNull).count() != 1) {
            throw Refusal.badRequest("Name either a key, or a group, or all");
        }
        if (key == null && (topic != null || subscription != null)) {
            throw Refusal.badRequest("topic and subscription belong to a key");
        }
        if (key != null) {
            return new Filter(subscription, topic, key, null, null);
        }
        if (group != null) {
            return groupFilter(group);
        }
        if (!Boolean.TRUE.equals(all)) {
            throw Refusal.badRequest("all must be true");
        }
        return Filter.ALL;
    }

    private static Filter groupFilter(Group group) {
        if (group.subscription() == null || group.cause() == null) {
            throw Refusal.badRequest("A group has a subscription and a cause");
        }
        return new Filter(group.subscription(), null, null, null, group.cause());
    }
}
