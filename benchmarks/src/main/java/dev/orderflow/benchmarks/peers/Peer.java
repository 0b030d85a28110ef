package dev.orderflow.benchmarks.peers;

import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Outbox;
import dev.orderflow.benchmarks.load.Topic;
import java.util.List;

/** What people would use instead, as it comes or with the tuning that its documentation offers. */
public record Peer(String name, Tuning tuning, boolean readsTheDatabasesLog, Way way) {

    /** How a peer is set up. */
    public enum Tuning {
        DEFAULT,
        TUNED
    }

    /** How it is opened: tables made, nothing relayed yet. */
    interface Way {
        Outbox open(Database database, Topic topic, Tuning tuning);
    }

    public static List<Peer> all(Tuning tuning) {
        return List.of(
                new Peer("namastack-outbox", tuning, false, Namastack::open),
                new Peer("transaction-outbox", tuning, false, Gruelbox::open),
                new Peer("Spring Modulith", tuning, false, Modulith::open),
                new Peer("Debezium engine", tuning, true, Debezium::open));
    }

    public Outbox open(Database database, Topic topic) {
        return way.open(database, topic, tuning);
    }
}
