package dev.orderflow.benchmarks;

import dev.orderflow.benchmarks.BenchmarkService.Instance;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Tick;
import dev.orderflow.benchmarks.load.Topic;
import dev.orderflow.eventbus.publishing.EventPublisher;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Orderflow's own: the event log and its relay, which starts when it is told to. */
record OrderflowOutbox(Instance instance, JdbcClient jdbc, EventPublisher events, TransactionTemplate transaction)
        implements Outbox {

    static final Topic TOPIC = new Topic("benchmarks");

    static OrderflowOutbox open(Database database) {
        TOPIC.create();
        var instance = Instance.start(
                database.name(),
                "event-bus.relay.enabled=false",
                "spring.kafka.producer.properties.interceptor.classes=" + Acknowledgements.class.getName());
        database.execute(ROWS);
        database.execute("grant insert on placed to " + database.name() + "_service");
        var context = instance.context();
        return new OrderflowOutbox(
                instance,
                context.getBean(JdbcClient.class),
                context.getBean(EventPublisher.class),
                context.getBean(TransactionTemplate.class));
    }

    @Override
    public void write(List<Tick> ticks) {
        transaction.executeWithoutResult(_ -> ticks.forEach(tick -> {
            jdbc.sql(INSERT).param(tick.key()).param(tick.number()).update();
            events.publish(Instance.event(tick.key(), tick.number()));
        }));
    }

    @Override
    public void startRelaying() {
        instance.relay().start();
    }

    void stopRelaying() {
        instance.relay().stop();
    }

    @Override
    public void close() {
        instance.close();
    }
}
