package dev.orderflow.eventbus;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Why something failed, and why that did. */
public final class Causes {

    private Causes() {}

    /** A failure, its cause, the cause of that, and so on: twenty at most, as they may go round in a circle. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Causes::cause).limit(20);
    }

    /** Of a transaction whose rollback failed as well: why it was rolled back. */
    private static @Nullable Throwable cause(Throwable failure) {
        return failure instanceof TransactionSystemException rollback && rollback.getApplicationException() != null
                ? rollback.getApplicationException()
                : failure.getCause();
    }
}
