package dev.orderflow.eventbus.books;

import dev.orderflow.eventbus.EventBusAutoConfiguration;
import dev.orderflow.eventbus.consuming.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfiguration(after = EventBusAutoConfiguration.class)
class BooksAutoConfiguration {

    @Bean
    BookKeeper bookKeeper(
            JdbcClient jdbc, PlatformTransactionManager transactions, ObjectProvider<Subscription<?>> subscriptions) {
        return new BookKeeper(
                jdbc,
                new TransactionTemplate(transactions),
                subscriptions.stream().map(BooksAutoConfiguration::account).toList());
    }

    private static Counts.Account account(Subscription<?> subscription) {
        return new Counts.Account(subscription.name(), subscription.topic());
    }

    @Bean
    BooksController booksController(BookKeeper keeper) {
        return new BooksController(keeper);
    }

    @Bean
    BooksMetrics booksMetrics(BookKeeper keeper, MeterRegistry registry) {
        return new BooksMetrics(keeper, registry);
    }
}
