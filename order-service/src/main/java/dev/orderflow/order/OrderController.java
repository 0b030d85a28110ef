package dev.orderflow.order;

import com.github.f4b6a3.ulid.Ulid;
import dev.orderflow.event.OrderStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/orders")
class OrderController {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Orders orders;
    private final PlaceOrder placeOrder;
    private final CancelOrder cancelOrder;

    OrderController(Orders orders, PlaceOrder placeOrder, CancelOrder cancelOrder) {
        this.orders = orders;
        this.placeOrder = placeOrder;
        this.cancelOrder = cancelOrder;
    }

    @InitBinder("newOrder")
    void addRules(WebDataBinder binder) {
        binder.addValidators(new OrderRules());
    }

    /**
     * Places an order, once per idempotency key.
     *
     * @param key the client's name for this request: sent again, it gets the same answer
     */
    @PostMapping
    ResponseEntity<OrderView> place(
            @Valid @RequestBody NewOrder newOrder,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable IdempotencyKey key) {
        return accepted(OrderView.asPlaced(placeOrder.place(newOrder, key)));
    }

    /** Cancels an order that is pending or confirmed. */
    @PostMapping("/{id}/cancellation")
    ResponseEntity<OrderView> cancel(@PathVariable String id) {
        return accepted(OrderView.of(cancelOrder.cancel(known(id))));
    }

    /** Shows an order. */
    @GetMapping("/{id}")
    ResponseEntity<OrderView> find(@PathVariable String id) {
        var order = orders.findById(known(id)).orElseThrow(() -> new OrderNotFound(id));
        var answer = ResponseEntity.ok().eTag(Long.toString(order.version()));
        if (order.isPending()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(OrderView.of(order));
    }

    /**
     * Lists orders, in the order in which they were placed.
     *
     * @param after the id of the last order that was seen
     */
    @GetMapping
    OrderPage list(
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(defaultValue = "") @Pattern(regexp = "[0-9A-Z]{26}|") String after,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        var oneMore = Limit.of(limit + 1);
        var found = status == null
                ? orders.findByIdGreaterThanOrderById(after, oneMore)
                : orders.findByStatusAndIdGreaterThanOrderById(status, after, oneMore);
        return OrderPage.of(found, status, limit);
    }

    private static ResponseEntity<OrderView> accepted(OrderView order) {
        return ResponseEntity.accepted()
                .location(URI.create("/orders/" + order.id()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(order);
    }

    /** What is no id of ours at all is looked up nowhere. */
    private static String known(String id) {
        if (!Ulid.isValid(id)) {
            throw new OrderNotFound(id);
        }
        return id;
    }
}
