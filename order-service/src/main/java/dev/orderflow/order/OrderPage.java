package dev.orderflow.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderflow.event.OrderStatus;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Some orders, in the order in which they were placed.
 *
 * @param next where the orders after these are; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderPage(List<OrderView> orders, @Nullable URI next) {

    /** @param found one order more than the limit, if there are more */
    static OrderPage of(List<Order> found, @Nullable OrderStatus status, int limit) {
        var orders = found.stream().limit(limit).map(OrderView::of).toList();
        return new OrderPage(orders, found.size() > limit ? after(orders.getLast(), status, limit) : null);
    }

    private static URI after(OrderView last, @Nullable OrderStatus status, int limit) {
        var next = UriComponentsBuilder.fromPath("/orders").queryParam("after", last.id());
        if (status != null) {
            next.queryParam("status", status);
        }
        return next.queryParam("limit", limit).build().toUri();
    }
}
