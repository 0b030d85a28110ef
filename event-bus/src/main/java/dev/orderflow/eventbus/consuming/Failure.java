package dev.orderflow.eventbus.consuming;

import dev.orderflow.eventbus.Causes;
import dev.orderflow.eventbus.LostConnection;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.client.HttpServerErrorException;

/** What a failure means. */
enum Failure {
    /** Another transaction was in the way: again at once, and no attempt is spent. */
    CONFLICT,
    /** Something that everybody needs is down: the subscription waits, and no attempt is spent. */
    UNAVAILABLE,
    /** No retry can mend it: a dead letter now. */
    UNPROCESSABLE,
    /** It may succeed later: an attempt is spent. */
    ATTEMPT;

    static Failure of(RuntimeException failure) {
        if (failure instanceof UnprocessableEventException) {
            return UNPROCESSABLE;
        }
        if (failure instanceof StoodStillAgain) {
            return ATTEMPT;
        }
        if (failure instanceof ConcurrencyFailureException) {
            return CONFLICT;
        }
        return Causes.of(failure).anyMatch(Failure::isUnavailable) ? UNAVAILABLE : ATTEMPT;
    }

    /**
     * Whether a transaction stood still for too long: nothing was asked in it, and Postgres ended it, or what was asked had no
     * answer, and its connection was given up.
     */
    static boolean isStandstill(RuntimeException failure) {
        return !(failure instanceof CannotCreateTransactionException) // it had not begun
                && Causes.of(failure).anyMatch(cause -> cause instanceof SQLException sql && isStandstill(sql));
    }

    private static boolean isStandstill(SQLException e) {
        return LostConnection.IDLE_FOR_TOO_LONG.equals(e.getSQLState())
                || e.getCause() instanceof SocketTimeoutException;
    }

    private static boolean isUnavailable(Throwable cause) {
        return switch (cause) {
            case UnavailableException _,
                    ConnectException _,
                    HttpConnectTimeoutException _,
                    NoRouteToHostException _,
                    UnknownHostException _,
                    HttpServerErrorException.ServiceUnavailable _,
                    CannotCreateTransactionException _ -> true;
            case DataAccessResourceFailureException access -> !isTooLarge(access.getRootCause());
            case SQLException sql -> LostConnection.is(sql);
            default -> false;
        };
    }

    /** More than the database can hold, as of a row or an index entry: so is this one event's, at every attempt. */
    private static boolean isTooLarge(@Nullable Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("54");
    }
}
