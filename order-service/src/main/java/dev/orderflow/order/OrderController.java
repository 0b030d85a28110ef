package dev.orderflow.order;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.github.f4b6a3.ulid.Ulid;
import dev.orderflow.event.OrderStatus;
import dev.orderflow.eventbus.publishing.PublishedEvents;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.Validator;
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
import org.springframework.web.context.request.async.DeferredResult;

@RestController
@RequestMapping(path = "/orders", produces = APPLICATION_JSON_VALUE)
class OrderController {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Orders orders;
    private final PlaceOrder placeOrder;
    private final CancelOrder cancelOrder;
    private final WaitingClients waiting;
    private final PublishedEvents published;
    private final OrderProperties properties;

    OrderController(
            Orders orders,
            PlaceOrder placeOrder,
            CancelOrder cancelOrder,
            WaitingClients waiting,
            PublishedEvents published,
            OrderProperties properties) {
        this.orders = orders;
        this.placeOrder = placeOrder;
        this.cancelOrder = cancelOrder;
        this.waiting = waiting;
        this.published = published;
        this.properties = properties;
    }

    @InitBinder("newOrder")
    void addRules(WebDataBinder binder) {
        binder.addValidators(Validator.forType(NewOrder.class, OrderRules::validate));
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

    /**
     * Answers with the order: at once, or as soon as it has changed when the client prefers to wait. It has changed
     * when it no longer has the ETag that the client names, or, if the client names none, when it is decided.
     */
    @GetMapping("/{id}")
    DeferredResult<ResponseEntity<OrderView>> find(@PathVariable String id, @RequestHeader HttpHeaders headers) {
        var preference = WaitPreference.in(headers.getOrEmpty("Prefer"), properties.longestWait());
        if (preference.isPresent()) {
            var wait = preference.get();
            var seen = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
            Predicate<Order> changed = seen.isEmpty() ? order -> !order.isPending() : order -> !isAmong(seen, order);
            return waiting.await(known(id), changed, wait.atMost(), order -> found(order, wait));
        }
        var answer = new DeferredResult<ResponseEntity<OrderView>>();
        answer.setResult(found(existing(id), null));
        return answer;
    }

    /**
     * Shows what this service has published about an order: its part of the event log.
     *
     * @param after the position of the last event that was seen
     */
    @GetMapping("/{id}/events")
    PublishedEvents.Page events(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        return published.after(after, existing(id).getId(), null, limit);
    }

    /**
     * Lists orders, in the order in which they were placed. Those that are placed at the same time may appear before one that
     * was seen: who wants to follow, and miss nothing, listens to the topics.
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

    private static ResponseEntity<OrderView> found(Order order, @Nullable WaitPreference applied) {
        var answer = ResponseEntity.ok().eTag(order.eTag().formattedTag()).varyBy("Prefer");
        if (order.isPending()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (applied != null) {
            answer.header("Preference-Applied", applied.toString());
        }
        return answer.body(OrderView.of(order));
    }

    private static boolean isAmong(List<String> seen, Order order) {
        return seen.stream()
                .flatMap(each -> ETag.parse(each).stream())
                .anyMatch(each -> each.isWildcard() || each.compare(order.eTag(), false));
    }

    private static ResponseEntity<OrderView> accepted(OrderView order) {
        return ResponseEntity.accepted()
                .location(URI.create("/orders/" + order.id()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(order);
    }

    private Order existing(String id) {
        return orders.findById(known(id)).orElseThrow(() -> new OrderNotFound(id));
    }

    /** Refuses what cannot be an id, without a query. */
    private static String known(String id) {
        if (!Ulid.isValid(id)) {
            throw new OrderNotFound(id);
        }
        return id;
    }
}
