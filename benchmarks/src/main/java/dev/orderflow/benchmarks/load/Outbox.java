package dev.orderflow.benchmarks.load;

import java.util.List;

/** A way to change a row and announce it on Kafka: orderflow's, or what people would use instead. */
public interface Outbox extends AutoCloseable {

    /** The row that a business transaction inserts beside its event. */
    String ROWS = """
        create table placed (
            id     bigint generated always as identity primary key,
            key    text not null,
            number bigint not null,
            amount numeric(12, 2) not null
        )
        """;

    String INSERT = "insert into placed (key, number, amount) values (?, ?, 12.50)";

    /** Inserts one row and one event for each of them, all in one transaction. */
    void write(List<Tick> ticks);

    /** From now on, what is or was written is sent to Kafka. */
    void startRelaying();

    @Override
    void close();
}
