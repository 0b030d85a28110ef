package dev.orderflow.order;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Clients that wait for an order to change. All that they hold is their connection: one thread, with at most one
 * database connection, looks at the orders that may have changed, once for all who wait for the same one. A client is
 * on the list before its order is looked at for the first time, so no change can slip through between.
 */
@Component
class WaitingClients implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WaitingClients.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TIME_TO_LOOK = Duration.ofSeconds(10);

    private final Orders orders;
    private final int most;
    private final ConcurrentHashMap<String, Set<WaitingClient>> byOrder = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ToLookAt toLookAt = new ToLookAt();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("waiting-alarms").factory());
    private final Thread looking;
    private volatile boolean open;

    WaitingClients(Orders orders, OrderProperties properties, MeterRegistry registry) {
        this.orders = orders;
        this.most = properties.mostWaiting();
        Gauge.builder("orders.waiting", count, AtomicInteger::get)
                .description("Clients that wait for an order to change")
                .register(registry);
        this.looking = Thread.ofPlatform().daemon().name("waiting-clients").start(this::lookAtOrders);
    }

    /** Answers when the order has changed, or with the order as it is when the client has waited long enough. */
    DeferredResult<ResponseEntity<OrderView>> await(
            String orderId,
            Predicate<Order> changed,
            Duration atMost,
            Function<Order, ResponseEntity<OrderView>> answering) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            throw new TooManyWaiting(most);
        }
        var client = new WaitingClient(
                orderId, changed, answering, atMost.plus(TIME_TO_LOOK).toMillis());
        byOrder.compute(orderId, (_, clients) -> {
            var all = clients == null ? ConcurrentHashMap.<WaitingClient>newKeySet() : clients;
            all.add(client);
            return all;
        });
        var alarm = alarms.schedule(() -> noLonger(client), atMost.toMillis(), TimeUnit.MILLISECONDS);
        client.answer.onCompletion(() -> {
            alarm.cancel(false);
            forget(client);
        });
        if (open) {
            toLookAt.add(orderId);
        } else {
            noLonger(client);
        }
        return client.answer;
    }

    /** Something happened to an order, on whichever instance. */
    void wake(String orderId) {
        if (byOrder.containsKey(orderId)) {
            toLookAt.add(orderId);
        }
    }

    /** Something may have happened to any order. */
    void wakeAll() {
        byOrder.keySet().forEach(toLookAt::add);
    }

    int waiting() {
        return count.get();
    }

    private void noLonger(WaitingClient client) {
        client.waitsNoLonger();
        toLookAt.add(client.orderId);
    }

    private void forget(WaitingClient client) {
        byOrder.computeIfPresent(client.orderId, (_, clients) -> {
            if (clients.remove(client)) {
                count.decrementAndGet();
            }
            return clients.isEmpty() ? null : clients;
        });
    }

    private void lookAtOrders() {
        try {
            while (true) {
                var ids = toLookAt.take();
                try {
                    var found = orders.findByIdIn(ids).stream().collect(toMap(Order::getId, Function.identity()));
                    ids.forEach(id -> show(id, found));
                } catch (RuntimeException e) {
                    log.warn("Cannot look at {} orders that clients wait for: {}", ids.size(), e.toString());
                    ids.forEach(toLookAt::add);
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(String id, Map<String, Order> found) {
        var order = found.get(id);
        for (var client : byOrder.getOrDefault(id, Set.of())) {
            if (order == null) {
                client.answer.setErrorResult(new OrderNotFound(id));
            } else {
                client.show(order);
            }
            if (client.answer.hasResult()) {
                forget(client);
            }
        }
    }

    @Override
    public void start() {
        open = true;
    }

    /** Nobody waits longer than for the order as it is now; before the web server waits for open requests. */
    @Override
    public void stop() {
        open = false;
        byOrder.values().forEach(clients -> clients.forEach(this::noLonger));
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public void destroy() {
        alarms.shutdownNow();
        looking.interrupt();
    }
}
