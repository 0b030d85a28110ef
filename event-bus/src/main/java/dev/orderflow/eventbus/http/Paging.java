package dev.orderflow.eventbus.http;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of rows, of which one more is read, to know whether it is the last one.
 *
 * @param next the id of the last row; null when no page follows
 */
public record Paging<T>(List<T> rows, @Nullable Long next) {

    /**
     * Makes a page.
     *
     * @param oneMore as many rows as the page may have, and one more if there is one
     */
    public static <T> Paging<T> of(List<T> oneMore, int limit, ToLongFunction<T> id) {
        if (oneMore.size() <= limit) {
            return new Paging<>(oneMore, null);
        }
        var rows = oneMore.subList(0, limit);
        return new Paging<>(rows, id.applyAsLong(rows.getLast()));
    }
}
