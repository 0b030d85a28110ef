package dev.orderflow.eventbus;

import java.sql.SQLException;
import java.util.Set;

/** A connection to the database that is no more. */
public final class LostConnection {

    /** Postgres's state of a session in whose transaction nothing was asked for too long. */
    public static final String IDLE_FOR_TOO_LONG = "25P03";

    private static final String IN_A_TRANSACTION_FOR_TOO_LONG = "25P04";
    private static final Set<String> TIMED_OUT = Set.of(IDLE_FOR_TOO_LONG, IN_A_TRANSACTION_FOR_TOO_LONG);

    private LostConnection() {}

    /** Whether it was lost, or an operator or a time-out of Postgres ended it. */
    public static boolean is(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P") || TIMED_OUT.contains(state));
    }
}
