package dev.orderflow.order;

import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** A client that waits for an order to change. It holds no thread. */
final class WaitingClient {

    final String orderId;
    final DeferredResult<ResponseEntity<OrderView>> answer;
    private final Predicate<Order> changed;
    private final Function<Order, ResponseEntity<OrderView>> answering;
    private volatile boolean patient = true;

    /** @param changed whether the order is no longer as the client knows it */
    WaitingClient(
            String orderId,
            Predicate<Order> changed,
            Function<Order, ResponseEntity<OrderView>> answering,
            long millisToLive) {
        this.orderId = orderId;
        this.changed = changed;
        this.answering = answering;
        this.answer = new DeferredResult<>(millisToLive);
    }

    /** From now on, the client takes the order as it is. */
    void waitsNoLonger() {
        patient = false;
    }

    /** Answers with the order, if it has changed. */
    void show(Order order) {
        if (!patient || changed.test(order)) {
            answer.setResult(answering.apply(order));
        }
    }
}
