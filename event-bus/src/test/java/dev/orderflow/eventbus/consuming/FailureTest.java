package dev.orderflow.eventbus.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class FailureTest {

    @Test
    void whoCannotBeReachedIsDownForEverybody() {
        for (var unreached :
                List.of(new ConnectException(), new NoRouteToHostException(), new UnknownHostException())) {
            assertThat(Failure.of(new IllegalStateException(unreached))).isEqualTo(Failure.UNAVAILABLE);
        }
        assertThat(Failure.of(new IllegalStateException(new SocketTimeoutException())))
                .as("it was reached, so this may be about this one event")
                .isEqualTo(Failure.ATTEMPT);
    }

    /** As when all connections of the pool are in use for too long: that has no SQL state. */
    @Test
    void aTransactionThatCannotBeginIsAnOutage() {
        var exhausted = new CannotCreateTransactionException(
                "pool exhausted", new SQLTransientConnectionException("timed out"));

        assertThat(Failure.of(exhausted)).isEqualTo(Failure.UNAVAILABLE);
    }

    @Test
    void aStatementWithoutAnAnswerIsAStandstill() {
        var silent = new SQLException("An I/O error occurred", "08006", new SocketTimeoutException("Read timed out"));
        var lost = new SQLException("An I/O error occurred", "08006", new EOFException());

        assertThat(Failure.isStandstill(new DataAccessResourceFailureException("silent", silent)))
                .isTrue();
        assertThat(Failure.isStandstill(new DataAccessResourceFailureException("lost", lost)))
                .isFalse();
        assertThat(Failure.isStandstill(new CannotCreateTransactionException("not reached", silent)))
                .isFalse();
    }

    /** As Spring translates them: what is too large for the database is so for one event only, and at every attempt. */
    @ParameterizedTest
    @CsvSource({"53300, UNAVAILABLE", "57P01, UNAVAILABLE", "08006, UNAVAILABLE", ", UNAVAILABLE", "54000, ATTEMPT"})
    void whatTheDatabaseLacksIsAnOutageUnlessTheEventIsTooLarge(String sqlState, Failure failure) {
        var lack = new DataAccessResourceFailureException("lack", new SQLException("lack", sqlState));

        assertThat(Failure.of(lack)).isEqualTo(failure);
    }
}
