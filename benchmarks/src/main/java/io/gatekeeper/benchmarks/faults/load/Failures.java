package io.gatekeeper.benchmarks.faults.load;

import io.gatekeeper.benchmarks.faults.history.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a failure tells its caller, as the page about reliability says. */
final class Failures {

    /** The server answered, so it is there and has undone what it was asked for. By class, or in full. */
    private static final List<String> NOT_STORED =
            List.of("22", "23", "25006", "40001", "40P01", "42", "53", "54", "55P03", "57014");

    private Failures() {}

    static Outcome outcome(RuntimeException failure) {
        boolean nothingSent = failure instanceof IllegalArgumentException
                || causes(failure)
                        .anyMatch(cause -> cause instanceof CannotGetJdbcConnectionException
                                || cause instanceof CannotCreateTransactionException);
        return nothingSent || NOT_STORED.stream().anyMatch(state(failure)::startsWith) ? Outcome.FAIL : Outcome.UNKNOWN;
    }

    static String describe(RuntimeException failure) {
        return failure.getClass().getSimpleName() + "[" + state(failure) + "]";
    }

    private static String state(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null)
                .findFirst()
                .orElse("");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
