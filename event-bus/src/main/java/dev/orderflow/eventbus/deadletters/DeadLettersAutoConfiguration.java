package dev.orderflow.eventbus.deadletters;

import dev.orderflow.eventbus.EventBusAutoConfiguration;
import dev.orderflow.eventbus.consuming.Heads;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfiguration(after = EventBusAutoConfiguration.class)
class DeadLettersAutoConfiguration {

    @Bean
    DeadLetterController deadLetterController(JdbcClient jdbc, Heads heads, PlatformTransactionManager transactions) {
        var deadLetters = new DeadLetters(jdbc);
        var audit = new Audit(jdbc);
        var desk = new Desk(deadLetters, heads, audit, new TransactionTemplate(transactions));
        return new DeadLetterController(deadLetters, audit, desk);
    }
}
