package dev.orderflow.eventbus;

import dev.orderflow.event.Event;
import dev.orderflow.event.Topic;
import dev.orderflow.eventbus.consuming.Delivery;
import dev.orderflow.eventbus.consuming.Subscription;
import dev.orderflow.eventbus.consuming.Subscriptions;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service with one aggregate, the account, that listens to its own events. */
@SpringBootApplication
public class TestApplication {

    /** What happens to an account. */
    @Topic("accounts")
    public sealed interface AccountEvent extends Event permits Deposited, Remarked {}

    /** Money came in. */
    public record Deposited(String account, long balance) implements AccountEvent {
        @Override
        public String key() {
            return account;
        }
    }

    /** Somebody wrote something down. */
    public record Remarked(String account, String text) implements AccountEvent {
        @Override
        public String key() {
            return account;
        }
    }

    /** What the handler did, and the failures that a test orders. */
    public static class Handled {
        public final List<Deposited> events = new CopyOnWriteArrayList<>();
        public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        private final ConcurrentHashMap<String, Trouble> troubles = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<String, CountDownLatch> gates = new ConcurrentHashMap<>();

        /** Lets the handler fail for an account, so many times. */
        public void fail(String account, int times, Throwable failure) {
            troubles.put(account, new Trouble(new AtomicInteger(times), failure));
        }

        /** Lets an attempt for an account stand still until the gate opens. */
        public void hold(String account, int attempt, CountDownLatch gate) {
            gates.put(account + " " + attempt, gate);
        }

        private record Trouble(AtomicInteger times, Throwable failure) {
            void strike() {
                if (times.getAndDecrement() > 0) {
                    switch (failure) {
                        case Error error -> throw error;
                        case RuntimeException exception -> throw exception;
                        default -> throw new IllegalStateException(failure);
                    }
                }
            }
        }

        void handle(Deposited deposited, Delivery delivery, JdbcClient jdbc) {
            deliveries.add(delivery);
            await(gates.get(deposited.account() + " " + delivery.attempt()));
            jdbc.sql("insert into effect (account, balance) values (?, ?)")
                    .param(deposited.account())
                    .param(deposited.balance())
                    .update();
            var trouble = troubles.get(deposited.account());
            if (trouble != null) {
                trouble.strike();
            }
            events.add(deposited);
        }

        private static void await(@Nullable CountDownLatch gate) {
            try {
                if (gate != null) {
                    gate.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Bean
    Handled handled() {
        return new Handled();
    }

    @Bean
    Subscription<?> accounts(Subscriptions subscriptions, Handled handled, JdbcClient jdbc) {
        return subscriptions.to(AccountEvent.class).handle((event, delivery) -> {
            switch (event) {
                case Deposited deposited -> handled.handle(deposited, delivery, jdbc);
                case Remarked _ -> {}
            }
        });
    }
}
